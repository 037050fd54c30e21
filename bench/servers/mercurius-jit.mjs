/** Fastify and Mercurius, which compiles every document from its first request on (graphql-jit). */
import Fastify from 'fastify';
import { GraphQLScalarType } from 'graphql';
import mercurius from 'mercurius';
import { createReportLoader } from './report-loader.mjs';
import { resolversOf, SDL } from './reports.mjs';

const app = Fastify();
app.register(mercurius, {
  schema: SDL,
  jit: 1,
  resolvers: resolversOf(
    (name) => new GraphQLScalarType({ name }),
    ({ loader }, report, path) => loader.load({ report, path }),
  ),
  context: ({ headers }) => ({ loader: createReportLoader(headers.authorization) }),
});
await app.listen({ port: Number(process.env.PORT), host: process.env.HOST });
