/** How an operation is parsed, validated and executed: Yoga's pipeline, with all plugins as one list, and the documents that it knows. */
import type { GraphQLSchema } from 'graphql';
import { createYoga, type Plugin, type YogaServerInstance } from 'graphql-yoga';
import type { Config } from '../config-shape.js';
import { createTrustedDocuments, type TrustedDocuments } from '../documents/trusted-documents.js';
import type { GatewayContext } from '../graph/context.js';
import type { Limits } from '../limits.js';
import { createStaticFieldsCheck } from './limits/static-fields.js';
import { createDocumentStore, type DocumentStore } from './prepare-document.js';
import { createResolveDocument, type ResolveDocument } from './resolve-document.js';
import { useDocuments } from './use-documents.js';
import { useFiles } from './use-files.js';
import { useIncremental } from './use-incremental.js';
import { useOperationLimits } from './use-operation-limits.js';

export interface PipelineOptions {
  readonly schema: GraphQLSchema;
  readonly config: Pick<Config, 'documents' | 'documentsMode' | 'introspection' | 'subgraph'>;
  readonly limits: Limits;
  /** Further plugins, behind the gateway's own. */
  readonly plugins: readonly Plugin[];
}

export interface Pipeline {
  readonly yoga: Pick<YogaServerInstance<GatewayContext, object>, 'getEnveloped'>;
  /** Documents by their text, each parsed and validated once. */
  readonly documents: DocumentStore;
  /** What the operator trusts. */
  readonly trusted: TrustedDocuments;
  /** Finds the text of the document that a request sends or names. */
  readonly resolve: ResolveDocument;
}

/** Throws an `Error` where the trusted documents do not fit the schema. */
export function createPipeline({ schema, config, limits, plugins }: PipelineOptions): Pipeline {
  const documents = createDocumentStore({ schema, limits });
  const trusted = createTrustedDocuments({ paths: config.documents, errorOf: documents.errorOf, keep: documents.keep });
  const resolve = createResolveDocument({ trusted: trusted.current, mode: config.documentsMode, documents });
  const yoga = createYoga<GatewayContext>({
    schema,
    plugins: [
      useDocuments(documents),
      useOperationLimits(documents, {
        checkStaticFields: createStaticFieldsCheck(schema),
        limits,
        introspection: config.introspection,
        // Where strangers cannot read the subgraph, only introspection decides who may read the same in other words.
        hidesCatalogue: config.subgraph !== 'on',
      }),
      useIncremental(documents),
      useFiles(),
      ...plugins,
    ],
    // useDocuments keeps documents itself; HTTP is not Yoga's here, and errors are formatted in one place, where the response is written.
    parserAndValidationCache: false,
    maskedErrors: false,
    logging: false,
    graphiql: false,
    landingPage: false,
    cors: false,
    multipart: false,
  });
  return { yoga, documents, trusted, resolve };
}
