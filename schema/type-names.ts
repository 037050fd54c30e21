/** The names of the GraphQL types that a report brings. */
import type { Report } from './report.js';

type Named = Pick<Report, 'typePrefix' | 'family'>;

/** The row type: the prefix itself, `<P>Row` for metrics reports. */
export const rowTypeName = ({ typePrefix, family }: Named): string => (family === 'metrics' ? `${typePrefix}Row` : typePrefix);
export const reportTypeName = ({ typePrefix }: Named): string => `${typePrefix}Report`;
export const filterTypeName = ({ typePrefix }: Named): string => `${typePrefix}Filter`;
export const sortTypeName = ({ typePrefix }: Named): string => `${typePrefix}Sort`;
export const sortFieldTypeName = ({ typePrefix }: Named): string => `${typePrefix}SortField`;
export const groupFieldTypeName = ({ typePrefix }: Named): string => `${typePrefix}GroupField`;
export const metricTypeName = ({ typePrefix }: Named): string => `${typePrefix}Metric`;
export const dimensionTypeName = ({ typePrefix }: Named): string => `${typePrefix}Dimension`;
export const customMetricTypeName = ({ typePrefix }: Named): string => `${typePrefix}CustomMetric`;
export const conditionTypeName = ({ typePrefix }: Named): string => `${typePrefix}Condition`;
export const previousTypeName = ({ typePrefix }: Named): string => `${typePrefix}Previous`;
export const deltaTypeName = ({ typePrefix }: Named): string => `${typePrefix}Delta`;
export const deltaRatioTypeName = ({ typePrefix }: Named): string => `${typePrefix}DeltaRatio`;
