/** GraphQL Yoga with its own executor. */
import { createServer } from 'node:http';
import { GraphQLScalarType } from 'graphql';
import { createSchema, createYoga } from 'graphql-yoga';
import { createReportLoader } from './report-loader.mjs';
import { resolversOf, SDL } from './reports.mjs';

const resolvers = resolversOf(
  (name) => new GraphQLScalarType({ name }),
  ({ loader }, report, path) => loader.load({ report, path }),
);
const yoga = createYoga({
  schema: createSchema({ typeDefs: SDL, resolvers }),
  context: ({ request }) => ({ loader: createReportLoader(request.headers.get('authorization') ?? '') }),
  logging: false,
  graphiql: false,
});
createServer(yoga).listen(Number(process.env.PORT), process.env.HOST);
