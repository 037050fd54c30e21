/** Which reports have sums beside their rows. */
import type { Report } from './report.js';

/** Whether rows are sums over groups, so that there can be one over all of them. */
export const isSummed = ({ family, arguments: taken }: Pick<Report, 'family' | 'arguments'>): boolean =>
  family === 'metrics' && taken.has('group');
