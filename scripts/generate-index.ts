/** Writes `schema/reports/index.ts`: one import a file in the folder, in alphabetical order. A file whose name begins with `_` is a template. */
import { readdirSync } from 'node:fs';

const camel = (file: string) => file.replace(/\.ts$/, '').replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** The text of the index for the files of that folder. */
export function indexText(folder: string): string {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && file !== 'index.ts' && !file.startsWith('_'))
    .sort();
  const imports = files.map((file) => `import { ${camel(file)} } from './${file.replace(/\.ts$/, '.js')}';`);
  return [
    '/** Every report. Written by `npm run generate` from the files of this folder; not edited by hand. */',
    "import { defineCatalogue } from '../define-catalogue.js';",
    "import type { Catalogue } from '../report.js';",
    ...imports,
    '',
    'export const catalogue: Catalogue = defineCatalogue([',
    ...files.map((file) => `  ${camel(file)},`),
    ']);',
    '',
  ].join('\n');
}
