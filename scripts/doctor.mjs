/** `npm run -s doctor -- --igrp N`: holds the catalogue against a live account, see docs/first-contact.md. */
import { tsImport } from 'tsx/esm/api';

await tsImport('../src/doctor/main.ts', import.meta.url);
