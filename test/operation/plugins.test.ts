/** Plugins of the ecosystem beside the gateway's own: each phase of the pipeline takes them. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { useOnResolve } from '@envelop/on-resolve';
import { maxDepthPlugin } from '@escape.tech/graphql-armor-max-depth';
import { parse } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { catalogue } from '../../schema/reports/index.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

const resolved: string[] = [];
const seen: unknown[] = [];
/** What an embedder adds to the context. */
const TENANT: object = { tenant: 'acme' };
const PLUGINS: readonly Plugin[] = [
  // From npm: one that validates, one that wraps resolvers.
  maxDepthPlugin({ n: 3, exposeLimits: false }),
  useOnResolve(({ info }) => {
    resolved.push(`${info.parentType.name}.${info.fieldName}`);
  }),
  // Parses by itself, adds to the context, and sees what is executed.
  {
    onParse: ({ setParseFn }) => setParseFn((source) => parse(source)),
    onContextBuilding: ({ extendContext }) => extendContext(TENANT),
    onExecute: ({ args }) => {
      seen.push(Reflect.get(args.contextValue, 'tenant'));
    },
  },
];

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway('http://127.0.0.1:9/reports/v2', {}, catalogue, {}, { plugins: PLUGINS });
});
afterAll(() => gateway.close());

const codesOf = async (query: string) => {
  const { body } = await gateway.ask(query);
  return body.errors?.map(({ extensions: { code } }) => code) ?? body.data;
};

test('a plugin adds to the context, sees the execution, and wraps resolvers', async () => {
  expect(await codesOf('{ reports { name } }')).toMatchObject({ reports: expect.any(Array) });
  expect(seen).toEqual(['acme']);
  expect(resolved.slice(0, 2)).toEqual(['Query.reports', 'ReportInfo.name']);
});

test('a plugin refuses what the gateway would take', async () => {
  const { status, body } = await gateway.ask('{ installation(igrp: 1) { goals { rows { goalId } } } }');
  expect([status, body.data]).toEqual([400, undefined]);
});

test('a document that a plugin parsed is held to the bounds of the gateway', async () => {
  expect(await codesOf(`{ ${'k'.repeat(129)}: __typename }`)).toEqual(['BAD_USER_INPUT']);
  expect(await codesOf('{ ...A } fragment A on Query { ...A }')).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  expect(await codesOf('{ nothing }')).toEqual(['GRAPHQL_VALIDATION_FAILED']);
});
