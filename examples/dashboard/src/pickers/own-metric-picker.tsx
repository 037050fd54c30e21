/** Metrics of the caller's own: one of the report's metrics, counted where a dimension has certain values. */
import { useState, type FormEvent } from 'react';
import type { ReportInfo } from '../documents.js';
import { labelOf } from '../labels.js';
import type { OwnMetric } from '../view.js';
import { ChipList } from './chip-list.js';
import { useChoices, useValueNames, ValueInput } from './value-input.js';

interface OwnMetricPickerProps {
  readonly report: ReportInfo;
  readonly igrp: number;
  readonly own: readonly OwnMetric[];
  readonly onChange: (own: readonly OwnMetric[]) => void;
}

export function OwnMetricPicker({ report, igrp, own, onChange }: OwnMetricPickerProps) {
  const nameOf = useValueNames(igrp, own);
  return (
    <ChipList
      label="Your own metrics"
      heading="Your own"
      picked={own}
      textOf={({ reference, metric, field, values }) =>
        `${reference}: ${labelOf(metric).toLowerCase()} where ${labelOf(field).toLowerCase()} is ${values.map((text) => nameOf({ field, text })).join(' or ')}`
      }
      onChange={onChange}
      adding="+ Add metric"
      form={(add) => (
        <OwnMetricForm
          report={report}
          igrp={igrp}
          onAdd={(metric) => add([...own.filter(({ reference }) => reference !== metric.reference), metric])}
        />
      )}
    />
  );
}

interface OwnMetricFormProps {
  readonly report: ReportInfo;
  readonly igrp: number;
  readonly onAdd: (metric: OwnMetric) => void;
}

function OwnMetricForm({ report, igrp, onAdd }: OwnMetricFormProps) {
  const { metricFields = [], conditionFields = [] } = report.customMetrics ?? {};
  const [field, setField] = useState(conditionFields[0] ?? '');
  // Goals are known by number, which nobody knows by heart.
  const goals = useChoices(igrp, GOAL_FIELD, field === GOAL_FIELD);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const values = text('values')
      .split(',')
      .map((value) => value.trim())
      .filter((value) => value !== '');
    if (values.length > 0) onAdd({ reference: text('reference'), metric: text('metric'), field, values });
  };
  return (
    <form className="inline-form" onSubmit={submit}>
      <label className="field">
        Name
        <input name="reference" required pattern="[A-Za-z][A-Za-z0-9]{0,63}" title="Letters and digits, a letter first" autoFocus />
      </label>
      <label className="field">
        Counts
        <select name="metric">
          {metricFields.map((name) => (
            <option key={name} value={name}>
              {labelOf(name)}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        Where
        <select value={field} onChange={({ target }) => setField(target.value)}>
          {conditionFields.map((name) => (
            <option key={name} value={name}>
              {labelOf(name)}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        Is one of
        <ValueInput key={field} igrp={igrp} field={field} name="values" />
      </label>
      <button className="primary">Add</button>
      {goals.length > 0 && <p className="muted hint">Goals: {goals.map(({ value, name }) => `${value} ${name}`).join(' · ')}</p>}
    </form>
  );
}

const GOAL_FIELD = 'goal';
