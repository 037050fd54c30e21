/** The types that code generation gives a front end are the types of the answers. */
import { expect, test } from '@jest/globals';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { gatewayWithSandbox } from '../support/gateway-with-sandbox.js';
import { LatestCallsDocument } from './generated/graphql.js';

const product = gatewayWithSandbox();

/** Asks as a typed client does: variables and data are those of the document. */
async function ask<Data, Variables extends Readonly<Record<string, unknown>>>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const { body } = await product.gateway().ask(print(document), variables);
  expect(body.errors).toBeUndefined();
  return body.data as Data; // what code generation promises, and the test below holds it to
}

test('a row is typed by its columns, a wrong variable does not compile', async () => {
  const data = await ask(LatestCallsDocument, { igrp: 1, period: 'LAST_30_DAYS' });
  const [call] = data.installation?.callTriggers?.rows ?? [];
  const at: string | null | undefined = call?.triggerDatetime;
  const seconds: number | null | undefined = call?.callDuration;
  expect([typeof at, typeof seconds]).toEqual(['string', 'number']);

  // @ts-expect-error there is no such period
  const asked = () => ask(LatestCallsDocument, { igrp: 1, period: 'LAST_31_DAYS' });
  // @ts-expect-error no such column was selected
  const ringing = () => call?.operatorRef;
  expect([typeof asked, typeof ringing]).toEqual(['function', 'function']);
});
