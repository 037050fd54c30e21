/**
 * Unpacks the Chromium of @sparticuz/chromium into the folder for temporary files, which is all that the package knows.
 * It is a process of its own so that TMPDIR can say which folder: `TMPDIR=folder node unpack-chromium.mjs`.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';

// The last line that takes Node 20 does not export it from its front.
const entry = import.meta.resolve('@sparticuz/chromium');
const { inflate } = await import(new URL('lambdafs.js', entry).href);

const bin = path.join(path.dirname(fileURLToPath(entry)), '../../bin');
// al2023 holds the shared libraries that a machine with Node alone lacks, such as NSS.
await Promise.all(['chromium.br', 'al2023.tar.br', 'fonts.tar.br'].map((file) => inflate(path.join(bin, file))));
