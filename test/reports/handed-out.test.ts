/** A sink that hands rows on says so as soon as they may leave: a reply that is asked for again after that would bring them twice. */
import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../schema/reports/index.js';
import { normalise } from '../../src/query/normalise.js';
import { createPageSink } from '../../src/reports/row-file.js';
import { objectPlan } from '../../src/reports/row-plan.js';
import { createStreamSink } from '../../src/reports/row-stream.js';
import { selectReport } from '../query/select.js';

/** A key with an escape is read the slow way; so many of them are more than one turn of the event loop reads. */
const SLOW_ROWS = 1_000;
const slowRows = '{"chName":"a","ch\\u0061":1}\n'.repeat(SLOW_ROWS);

function plan() {
  const report = catalogue.get('callTriggers');
  if (!report) throw new Error('There is no such report.');
  const selection = selectReport('rows { chName }');
  const query = normalise(report, { igrp: 1, arguments: {}, selection });
  return objectPlan({ query, references: [], rows: selection.rows ?? [], track: null });
}

describe.each([
  ['a stream', (take: () => Promise<void>) => createStreamSink(plan(), take)],
  ['a file', (take: () => Promise<void>) => createPageSink({ ...plan(), form: 'ndjson' }, { form: 'ndjson', emptiesErrors: true }, take)],
])('the sink of %s', (_, createSink) => {
  const taking = (): Promise<void> => Promise.resolve();

  test('has handed out nothing before a row is whole', () => {
    const sink = createSink(taking);
    void sink.write(Buffer.from('{"chName":"a"'));
    expect(sink.handedOut).toBe(false);
    void sink.write(Buffer.from('}\n'));
    expect(sink.handedOut).toBe(true);
  });

  test('counts rows that later turns of the event loop read as handed out', async () => {
    const sink = createSink(taking);
    const writing = sink.write(Buffer.from(slowRows));
    expect(writing).toBeInstanceOf(Promise);
    expect(sink.handedOut).toBe(true);
    await writing;
    expect(sink.end(true).results).toMatchObject([{ rowCount: SLOW_ROWS }]);
  });
});
