/** The catalogue that the gateway runs with: the built-in one, corrected by the JSON file that CATALOGUE names. */
import { DefinitionError } from '../schema/definition-error.js';
import { applyOverlay } from '../schema/overlay.js';
import type { Catalogue } from '../schema/report.js';
import { ConfigError } from './config.js';
import { readJsonFile } from './json-file.js';

/** The largest overlay that is read, in bytes. */
const MAX_BYTES = 4 * 1024 * 1024;

/** Applies the overlay at `path`, if there is one. Throws a `ConfigError` that says what is wrong with the file, and where. */
export function loadCatalogue(catalogue: Catalogue, path: string | null): Catalogue {
  if (path === null) return catalogue;
  const overlay = readJsonFile(path, { option: 'CATALOGUE', maxBytes: MAX_BYTES });
  try {
    return applyOverlay(catalogue, overlay);
  } catch (error) {
    if (error instanceof DefinitionError) throw new ConfigError(`CATALOGUE ${error.message}`, { cause: error });
    throw error;
  }
}
