/** The log's way out: lines written together, bounded, and dropped rather than waited for. */
import { describe, expect, test } from '@jest/globals';
import { createLogDestination, type WriteBatch } from '../../src/observe/log-destination.js';

interface Written {
  readonly text: string;
  readonly done: (error: Error | null) => void;
}

function collecting() {
  const written: Written[] = [];
  const writeBatch: WriteBatch = (batch, done) => void written.push({ text: batch.toString(), done });
  return { written, writeBatch };
}

const limits = { held: 20, batch: 6, delayMs: 60_000 };

describe('a log destination', () => {
  test('writes lines together once a batch is long enough, in order', () => {
    const { written, writeBatch } = collecting();
    const destination = createLogDestination({ writeBatch, onDropped: () => undefined, limits });
    for (const line of ['ab\n', 'cd\n', 'ef\n', 'gh\n']) destination.write(line);
    expect(written.map(({ text }) => text)).toEqual(['ab\ncd\n']);
    written[0]?.done(null);
    expect(written.map(({ text }) => text)).toEqual(['ab\ncd\n', 'ef\ngh\n']);
  });

  test('drops and counts lines beyond its bound while a write is pending', () => {
    const dropped: number[] = [];
    const { written, writeBatch } = collecting();
    const destination = createLogDestination({ writeBatch, onDropped: (lines) => dropped.push(lines), limits });
    for (let i = 0; i < 12; i++) destination.write(`line${i % 10}\n`);
    expect(written).toHaveLength(1);
    expect(dropped.length).toBe(12 - 1 - 3);
  });

  test('counts every line of a batch that cannot be written, and writes the next', () => {
    let dropped = 0;
    const { written, writeBatch } = collecting();
    const destination = createLogDestination({ writeBatch, onDropped: (lines) => (dropped += lines), limits });
    for (const line of ['ab\n', 'cd\n', 'ef\n', 'gh\n']) destination.write(line);
    written[0]?.done(new Error('ENOSPC'));
    expect(dropped).toBe(2);
    expect(written[1]?.text).toBe('ef\ngh\n');
  });

  test('flushes what is held, and resolves when it is written', async () => {
    const { written, writeBatch } = collecting();
    const destination = createLogDestination({ writeBatch, onDropped: () => undefined, limits });
    destination.write('a\n');
    let flushed = false;
    const flushing = destination.flush(60_000).then(() => (flushed = true));
    expect(written.map(({ text }) => text)).toEqual(['a\n']);
    await Promise.resolve();
    expect(flushed).toBe(false);
    written[0]?.done(null);
    await flushing;
    expect(flushed).toBe(true);
  });

  test('stops waiting for a write that never ends', async () => {
    const destination = createLogDestination({ writeBatch: () => undefined, onDropped: () => undefined, limits });
    destination.write('a\n');
    await expect(destination.flush(1)).resolves.toBeUndefined();
  });
});
