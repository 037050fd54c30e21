/** Runs every file of page/ in one process, so that they share one dashboard. Each runs alone too: `node --import tsx --test test/page/calls.ts`. */
import { readdir } from 'node:fs/promises';

for (const file of await readdir(new URL('page/', import.meta.url))) await import(`./page/${file}`);
