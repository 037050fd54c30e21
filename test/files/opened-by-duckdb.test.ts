/** Files of the sandbox's calls opened by DuckDB, which shares no code with the gateway, and compared with the JSON answer. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gatewayWithSandbox } from '../support/gateway-with-sandbox.js';
import { askFile } from './ask-file.js';

const COLUMNS = ['rowId', 'triggerDatetime', 'callDuration', 'chName', 'landingPageUrl', 'pageTitle', 'goalValue', 'dgrpName'];
const LIMIT = 2_000;
const query = `{ installation(igrp: 1) { callTriggers(startDate: "2026-01-01", endDate: "2026-01-31", limit: ${LIMIT}, sort: [{ field: ROW_ID, order: ASC }]) {
  rows { ${COLUMNS.join(' ')} } } } }`;

describe('a file opened by DuckDB', () => {
  const product = gatewayWithSandbox();
  let folder = '';
  let rows: readonly Readonly<Record<string, unknown>>[] = [];
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'files-'));
    const { body } = await product.gateway().ask(query);
    // The shape of the operation above.
    rows = (body.data as { installation: { callTriggers: { rows: Readonly<Record<string, unknown>>[] } } }).installation.callTriggers.rows;
    expect(rows.length).toBeGreaterThan(100);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** What DuckDB reads from the file, every cell as a text. */
  async function opened(accept: string, name: string, read: (file: string) => string): Promise<readonly unknown[]> {
    const { broken, status, text } = await askFile(product.gateway().url, { query, accept });
    expect([broken, status]).toEqual([false, 200]);
    const file = path.join(folder, name);
    writeFileSync(file, text);
    const found = await product.sql(
      `SELECT ${COLUMNS.map((column) => `CAST("${column}" AS VARCHAR) AS "${column}"`).join(', ')} FROM ${read(file)}`,
    );
    return found.map(asTexts);
  }

  /** A row with its cells as texts, numbers as JavaScript prints them: files have the digits that upstream sent. */
  const asTexts = (row: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        value === null ? null : name === 'goalValue' ? String(Number(value)) : String(value),
      ]),
    );

  test('holds the rows of the JSON answer as CSV, cells that are not there apart from empty texts', async () => {
    const found = await opened(
      'text/csv;escape=none',
      'calls.csv',
      (file) =>
        `read_csv('${file}', header = true, all_varchar = true, quote = '"', escape = '"', nullstr = '', allow_quoted_nulls = false)`,
    );
    expect(found).toEqual(rows.map(asTexts));
  });

  test('holds the rows of the JSON answer as NDJSON', async () => {
    const found = await opened('application/x-ndjson', 'calls.ndjson', (file) => {
      const columns = COLUMNS.map((column) => `"${column}": 'VARCHAR'`).join(', ');
      return `read_json('${file}', format = 'newline_delimited', columns = {${columns}})`;
    });
    expect(found).toEqual(rows.map(asTexts));
  });
});
