/** The row that the real API sent, read by the gateway. */
import { describe, expect, test } from '@jest/globals';
import { REAL_CALL_ROW } from '../../sandbox/data/real-row.js';
import { catalogue } from '../../schema/reports/index.js';
import { runningGateway } from '../support/running-gateway.js';

const QUOTED_NUMBERS = ['igrp', 'dgrp', 'ringTime', 'ivrDuration', 'queueDuration', 'callDuration', 'bridgeDuration', 'rowId'];

describe('a row as the real API sends it', () => {
  const { gateway, upstream } = runningGateway(() => ({ body: `${JSON.stringify(REAL_CALL_ROW)}\n` }));

  test('has a column in the catalogue for every key, none of them guessed', () => {
    const fields = catalogue.get('callTriggers')?.fields;
    const guessed = Object.keys(REAL_CALL_ROW).filter((name) => (fields?.get(name)?.evidence ?? 'inferred') === 'inferred');
    expect(guessed).toEqual([]);
  });

  test('is known to quote the numbers of calls', () => {
    const fields = [...(catalogue.get('callTriggers')?.fields.values() ?? [])];
    expect(fields.filter(({ wire }) => wire === 'string').map(({ name }) => name)).toEqual(expect.arrayContaining(QUOTED_NUMBERS));
  });

  test('is answered with typed values, its dial plan and its destination as the text that they are', async () => {
    const names = Object.keys(REAL_CALL_ROW);
    const { body } = await gateway.ask(`{ installation(igrp: 1) { callTriggers(limit: 1) { rowCount rows { ${names.join(' ')} } } } }`);
    expect(body.errors).toBeUndefined();
    expect(upstream.requests).toHaveLength(1);
    expect(body.data).toEqual({
      installation: {
        callTriggers: {
          rowCount: 1,
          rows: [
            {
              ...REAL_CALL_ROW,
              igrp: 1,
              triggerDatetime: '2019-02-15T10:44:03',
              dgrp: 33243,
              ringTime: 0,
              ivrDuration: 10,
              queueDuration: 0,
              callDuration: 10,
              bridgeDuration: 0,
            },
          ],
        },
      },
    });
  });
});
