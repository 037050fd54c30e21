/** Types of the documents in src/documents.ts, from the gateway's printed schema: `npm run generate`; `npm run check:generated` fails on drift. */
import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: '../../schema/schema.graphql',
  documents: ['src/documents.ts'],
  emitLegacyCommonJSImports: false,
  generates: {
    './src/gql/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        enumsAsTypes: true,
        onlyOperationTypes: true,
        useTypeImports: true,
        defaultScalarType: 'never',
        strictScalars: true,
        scalars: {
          Date: 'string',
          DateTime: 'string',
          LocalDateTime: 'string',
          TimeZone: 'string',
          SafeInt: 'number',
          JSON: 'unknown',
          JSONObject: 'Record<string, unknown>',
        },
      },
    },
  },
};

// The tool reads its configuration as a default export.
export default config;
