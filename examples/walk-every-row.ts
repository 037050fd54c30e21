/**
 * Walks a report past the cap of one call: every page asks for the rows after the last one, by rowId, and nothing is lost or doubled.
 *
 *   npm run demo                                     (in another terminal)
 *   node --import tsx examples/walk-every-row.ts     (GATEWAY_URL, AUTHORIZATION, IGRP, PAGE to change what it asks)
 *
 * Prints a line a page and, at the end, how many rows came and how many distinct rowIds they have.
 */
const url = process.env['GATEWAY_URL'] ?? 'http://127.0.0.1:4000/graphql';
const authorization = process.env['AUTHORIZATION'] ?? `Basic ${Buffer.from('demo:demo').toString('base64')}`;
const igrp = Number(process.env['IGRP'] ?? 1);
const limit = Number(process.env['PAGE'] ?? 50_000);

const query = `query Walk($igrp: Int!, $after: ID!, $limit: Int!) {
  installation(igrp: $igrp) {
    allTriggers(afterRowId: $after, limit: $limit) {
      rowCount
      framed
      pageInfo { hasNextPage endRowId }
      rows { rowId triggerDatetime act }
    }
  }
}`;

interface Page {
  readonly rowCount: number;
  readonly framed: boolean;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endRowId: string | null };
  readonly rows: readonly { readonly rowId: string; readonly triggerDatetime: string; readonly act: string }[];
}

async function page(after: string): Promise<Page> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify({ query, variables: { igrp, after, limit } }),
  });
  const { data, errors } = (await response.json()) as { data?: { installation: { allTriggers: Page | null } }; errors?: unknown };
  const report = data?.installation.allTriggers;
  // A page that failed is no empty page: the walk ends with what went wrong, and `after` says where to go on.
  if (!report || errors) throw new Error(`The page after ${after} failed: ${JSON.stringify(errors)}`);
  if (!report.framed) throw new Error(`The page after ${after} may be cut short; ask for it again.`);
  return report;
}

const seen = new Set<string>();
let rows = 0;
let after = '0';
let previous = 0n;
for (;;) {
  const { rowCount, pageInfo, rows: found } = await page(after);
  for (const { rowId } of found) {
    if (BigInt(rowId) <= previous) throw new Error(`rowId ${rowId} does not ascend.`);
    previous = BigInt(rowId);
    seen.add(rowId);
  }
  rows += rowCount;
  console.log(`${rowCount} rows after ${after}, ${rows} in all`);
  if (!pageInfo.hasNextPage || pageInfo.endRowId === null) break;
  after = pageInfo.endRowId;
}
console.log(`${rows} rows, ${seen.size} distinct rowIds: ${rows === seen.size ? 'none lost, none doubled' : 'ROWS ARE DOUBLED'}`);
if (rows !== seen.size) process.exitCode = 1;
