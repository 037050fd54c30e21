/** A refusal says which installation was asked for, on every way to upstream, and nothing else is changed. */
import { describe, expect, test } from '@jest/globals';
import { runningGateway } from '../support/running-gateway.js';

describe('a credential that may not see an installation', () => {
  const { gateway } = runningGateway(({ path, params }) => ({
    status: path.includes('/igrps/7/') || params.some(([name, value]) => name === 'igrp' && value === '7') ? 403 : 500,
    body: '',
  }));
  const expected = (report: string) => ({
    message: `This credential may not see ${report} of installation 7. \`installations\` lists those it may see.`,
    extensions: { code: 'FORBIDDEN', retryable: false, upstream: { status: 403 } },
  });

  test.each([
    ['a report', '{installation(igrp:7){callTriggers{rowCount}}}', 'callTriggers'],
    ['a look-up by key', '{installation(igrp:7){goal(goalId:5){goalTitle}}}', 'goals'],
    [
      'a compared report',
      '{installation(igrp:7){channelMetrics(startDate:"2026-01-01",endDate:"2026-01-31",compare:{to:PREVIOUS_YEAR}){rowCount}}}',
      'channelMetrics',
    ],
  ])('is told the number and where to look: %s', async (_, query, report) => {
    const { body } = await gateway.ask(query);
    expect(body.errors).toHaveLength(1);
    expect(body.errors?.[0]).toMatchObject(expected(report));
  });

  test('a failure of another kind keeps its own message', async () => {
    const { body } = await gateway.ask('{installation(igrp:8){callTriggers{rowCount}}}');
    expect(body.errors?.[0]?.message).not.toContain('installation 8');
  });
});
