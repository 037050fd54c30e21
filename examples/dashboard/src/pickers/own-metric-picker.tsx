/** Metrics of the caller's own: one of the report's metrics, counted where a dimension has certain values. */
import { useRef, useState, type FormEvent } from 'react';
import type { ReportInfo } from '../documents.js';
import { labelOf } from '../labels.js';
import type { OwnMetric } from '../view.js';
import { Chip } from './chip.js';
import { useChoices, useValueNames, ValueInput } from './value-input.js';

interface OwnMetricPickerProps {
  readonly report: ReportInfo;
  readonly igrp: number;
  readonly own: readonly OwnMetric[];
  readonly onChange: (own: readonly OwnMetric[]) => void;
}

export function OwnMetricPicker({ report, igrp, own, onChange }: OwnMetricPickerProps) {
  const [isOpen, setOpen] = useState(false);
  const nameOf = useValueNames(igrp, own);
  const opener = useRef<HTMLButtonElement>(null);
  // What had the focus is gone then.
  const close = () => {
    setOpen(false);
    opener.current?.focus();
  };
  return (
    <div
      className="chips"
      role="group"
      aria-label="Your own metrics"
      onKeyDown={({ key }) => {
        if (key === 'Escape' && isOpen) close();
      }}
    >
      <span className="chips-label">Your own</span>
      {own.map(({ reference, metric, field, values }, place) => (
        <Chip
          key={`${place} ${reference}`}
          text={`${reference}: ${labelOf(metric).toLowerCase()} where ${labelOf(field).toLowerCase()} is ${values.map((text) => nameOf({ field, text })).join(' or ')}`}
          onRemove={() => {
            onChange(own.filter((_, i) => i !== place));
            opener.current?.focus();
          }}
        />
      ))}
      <button ref={opener} type="button" className="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        + Add metric
      </button>
      {isOpen && (
        <OwnMetricForm
          report={report}
          igrp={igrp}
          onAdd={(metric) => {
            onChange([...own.filter(({ reference }) => reference !== metric.reference), metric]);
            close();
          }}
        />
      )}
    </div>
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
