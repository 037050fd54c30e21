/** Metrics by whatever the caller groups them by, with metrics of their own, against another period. */
import { useMemo } from 'react';
import { useQuery } from 'urql';
import type { ReportInfo } from '../documents.js';
import { faultAt, faultsOf } from '../gateway/faults.js';
import { labelOf } from '../labels.js';
import { DataTable } from '../parts/data-table.js';
import { Panel } from '../parts/panel.js';
import { FieldPicker } from '../pickers/field-picker.js';
import { OwnMetricPicker } from '../pickers/own-metric-picker.js';
import type { View } from '../view.js';
import { comparisonOf, filterOf, periodOf } from './arguments.js';
import { GroupBars } from './group-bars.js';
import { performanceColumns } from './performance-columns.js';
import { columnsOf, performanceDocument, pickedVariables } from './performance-document.js';

interface PerformancePanelProps {
  readonly view: View;
  readonly report: ReportInfo;
  readonly onChange: (part: Partial<View>) => void;
}

export function PerformancePanel({ view, report, onChange }: PerformancePanelProps) {
  const asked = useMemo(() => {
    const columns = columnsOf(report, view);
    const compare = comparisonOf(view);
    return {
      columns,
      isCompared: compare !== null,
      document: performanceDocument(report, columns, compare !== null),
      variables: { ...periodOf(view), compare, filter: filterOf(report, view.filter), ...pickedVariables(report, columns) },
    };
  }, [report, view]);
  const { columns, isCompared, document, variables } = asked;
  const isAsked = columns.metrics.length + columns.own.length > 0;
  const [{ data, error, fetching, stale }, ask] = useQuery({ query: document, variables, pause: !isAsked });
  const rows = data?.installation?.report?.rows;
  const tableColumns = useMemo(() => performanceColumns(columns, isCompared), [columns, isCompared]);
  const by = columns.names.map(({ name }) => labelOf(name).toLowerCase()).join(' and ');
  const title = by === '' ? 'Performance' : `Performance by ${by}`;

  return (
    <Panel
      title={title}
      isBusy={isAsked && (fetching || stale)}
      fault={faultAt(faultsOf(error), ['installation', 'report'])}
      hasRows={!isAsked || rows !== undefined}
      isEmpty={!isAsked || rows?.length === 0}
      onRetry={() => ask({ requestPolicy: 'network-only' })}
      pickers={
        <div className="pickers">
          <FieldPicker
            label="Group by"
            fields={report.fields.filter(({ groupable }) => groupable)}
            chosen={view.group}
            onChange={(group) => onChange({ group })}
          />
          <FieldPicker
            label="Metrics"
            fields={report.fields.filter(({ kind }) => kind === 'metric')}
            chosen={view.metrics}
            onChange={(metrics) => onChange({ metrics })}
          />
          {report.customMetrics && (
            <OwnMetricPicker report={report} igrp={view.igrp} own={view.own} onChange={(own) => onChange({ own })} />
          )}
        </div>
      }
    >
      {() => (
        <>
          {columns.dimensions[0] && columns.dimensions.every(({ bucket }) => bucket === null) && (
            <GroupBars columns={columns} rows={rows ?? []} isCompared={isCompared} />
          )}
          <DataTable key={tableColumns.map(({ id }) => id).join()} caption={title} columns={tableColumns} rows={rows ?? []} />
        </>
      )}
    </Panel>
  );
}
