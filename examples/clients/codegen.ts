/** Types of every document in src/, from the gateway's printed schema: `npm run generate`. */
import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: '../../schema/schema.graphql',
  documents: ['src/**/*.ts', '!src/gql/**'],
  generates: {
    './src/gql/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
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
