/** Which rows have an id of their own, that is good for all reports: those that a field returns by their key. */
import type { Report } from './report.js';

/** The field of the id, and the interface of the types that have it. */
export const NODE_ID = 'id';
export const NODE_TYPE = 'Node';

/** Whether the report's rows are nodes. */
export const isNode = ({ entity }: Pick<Report, 'entity'>): boolean => entity?.field !== undefined;
