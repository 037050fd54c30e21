/** How much of an answer a field is, where neither its type nor its arguments say so. Kept in the field's extensions, for the bounds on operations. */

const KEY = 'staticSize';
const CATALOGUE = 'tellsCatalogue';
const WALKED = 'walked';
const COLUMNS = 'columns';

class StaticSize {
  readonly textLength: () => number;

  constructor(textLength: () => number) {
    this.textLength = textLength;
  }
}

interface Extended {
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** The extensions of a field that the schema alone answers, without upstream. `textLength`: characters of its text, where that is a long one. */
export function staticField(textLength: () => number = () => 0): Readonly<Record<string, unknown>> {
  return { [KEY]: new StaticSize(textLength) };
}

/** The extensions of a field of a row that is made by the executor, although nothing is selected below it. */
export function walkedField(): Readonly<Record<string, unknown>> {
  return { [WALKED]: true };
}

/** Whether rows that are asked for the field have to be walked. */
export function isWalkedField({ extensions }: Extended): boolean {
  return extensions[WALKED] === true;
}

/** The extensions of a field of a row that holds columns of another period: it leaves as text where the row does. */
export function columnsField(): Readonly<Record<string, unknown>> {
  return { [COLUMNS]: true };
}

/** Whether what is selected below the field are columns. */
export function isColumnsField({ extensions }: Extended): boolean {
  return extensions[COLUMNS] === true;
}

/** The extensions of the field that tells the catalogue: what introspection tells of the schema, in other words. */
export function catalogueField(): Readonly<Record<string, unknown>> {
  return { ...staticField(), [CATALOGUE]: true };
}

/** Whether the field tells the catalogue. */
export function isCatalogueField({ extensions }: Extended): boolean {
  return extensions[CATALOGUE] === true;
}

/** Whether the schema alone answers the field. */
export function isStaticField({ extensions }: Extended): boolean {
  return extensions[KEY] !== undefined;
}

/** Characters of the field's text; 0 where it is not a long one. */
export function staticTextLength({ extensions }: Extended): number {
  const size = extensions[KEY];
  return size instanceof StaticSize ? size.textLength() : 0;
}
