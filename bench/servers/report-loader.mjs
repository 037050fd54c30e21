/** A DataLoader of one operation: a path asked twice is fetched once. For the servers that do not bring a data source of their own. */
import DataLoader from 'dataloader';
import { Agent, request } from 'undici';
import { readReport } from './reports.mjs';

const dispatcher = new Agent({ connections: 64, pipelining: 1 });

export function createReportLoader(authorization = '') {
  const fetchOne = async ({ report, path }) => {
    const reply = await request(process.env.REPORTS_URL + path, { dispatcher, headers: { authorization } });
    return readReport(report, await reply.body.text());
  };
  return new DataLoader((asks) => Promise.all(asks.map(fetchOne)), { cacheKeyFn: ({ path }) => path });
}
