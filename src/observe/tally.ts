/**
 * Increments that are added up until they are read. A counter of prom-client hashes the labels of each increment anew; a small report makes nine,
 * which were 2 % of its processor time (`npm run bench -- --questions small`).
 */

type Labels<Name extends string> = Readonly<Record<Name, string | number>>;

/** What takes the sums, such as a counter of prom-client. */
interface Counted<Name extends string> {
  inc(labels: Labels<Name>, by: number): void;
}

/** The increments of one counter since it was read last. */
export class Tally<Name extends string> {
  readonly #names: readonly Name[];
  readonly #sums = new Map<string, { readonly labels: Labels<Name>; by: number }>();

  /** `names`: of the labels that each increment has. */
  constructor(names: readonly Name[]) {
    this.#names = names;
  }

  inc(labels: Labels<Name>, by = 1): void {
    let key = '';
    for (const name of this.#names) key += `${labels[name]}\n`;
    const sum = this.#sums.get(key);
    if (sum) sum.by += by;
    else this.#sums.set(key, { labels, by });
  }

  /** Hands over what was added up, and begins anew. Series are kept from their first increment on, be it by 0. */
  readInto(counter: Counted<Name>): void {
    for (const sum of this.#sums.values()) {
      counter.inc(sum.labels, sum.by);
      sum.by = 0;
    }
  }
}
