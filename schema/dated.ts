/** Which reports are about a period. */
import type { Report } from './report.js';

/** Whether the report takes a first and a last day. */
export const isDated = ({ arguments: taken }: Pick<Report, 'arguments'>): boolean => taken.has('startDate') && taken.has('endDate');
