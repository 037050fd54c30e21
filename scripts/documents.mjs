/** `npm run -s documents -- check FILE…`: what each trusted document asks for, see docs/trusted-documents.md. */
import { tsImport } from 'tsx/esm/api';

await tsImport('../src/documents/check/main.ts', import.meta.url);
