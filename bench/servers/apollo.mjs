/** Apollo Server, standalone, with its RESTDataSource: one URL is fetched once an operation. */
import { RESTDataSource } from '@apollo/datasource-rest';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { GraphQLScalarType } from 'graphql';
import { readReport, resolversOf, SDL } from './reports.mjs';

class ReportsSource extends RESTDataSource {
  baseURL = `${process.env.REPORTS_URL}/`;

  constructor(authorization) {
    super();
    this.authorization = authorization;
  }

  willSendRequest(_path, request) {
    request.headers.authorization = this.authorization;
  }

  parseBody(reply) {
    return reply.text();
  }

  async report(name, path) {
    return readReport(name, await this.get(path.slice(1)));
  }
}

const resolvers = resolversOf(
  (name) => new GraphQLScalarType({ name }),
  ({ source }, report, path) => source.report(report, path),
);
await startStandaloneServer(new ApolloServer({ typeDefs: SDL, resolvers, introspection: false }), {
  listen: { port: Number(process.env.PORT), host: process.env.HOST },
  context: async ({ req }) => ({ source: new ReportsSource(req.headers.authorization ?? '') }),
});
