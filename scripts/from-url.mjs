/** `npm run -s from-url -- '<url>'`: the GraphQL operation for a URL of the Reports API, see docs/from-rest.md. */
import { tsImport } from 'tsx/esm/api';

await tsImport('../src/from-url/main.ts', import.meta.url);
