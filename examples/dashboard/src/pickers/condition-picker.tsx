/** Filters, picked from fields that can be filtered by, each with its operators. */
import { useId, useState, type FormEvent } from 'react';
import type { FieldInfo } from '../documents.js';
import { labelOf, operatorLabel } from '../labels.js';
import { conditionText } from '../panels/report-filters.js';
import type { Condition } from '../view.js';
import { ChipList } from './chip-list.js';
import { useValueNames, ValueInput } from './value-input.js';

interface ConditionPickerProps {
  /** Whose goals and channels are offered by name. */
  readonly igrp: number;
  /** What may be filtered by. */
  readonly fields: readonly FieldInfo[];
  readonly label: string;
  readonly conditions: readonly Condition[];
  readonly onChange: (conditions: readonly Condition[]) => void;
}

export function ConditionPicker({ igrp, fields, label, conditions, onChange }: ConditionPickerProps) {
  const nameOf = useValueNames(igrp, conditions);
  return (
    <ChipList
      label={label}
      heading={label}
      picked={conditions}
      textOf={(condition) => conditionText({ ...condition, text: nameOf(condition) })}
      onChange={onChange}
      adding="+ Add filter"
      form={(add) => <ConditionForm igrp={igrp} fields={fields} onAdd={(condition) => add([...conditions, condition])} />}
    />
  );
}

interface ConditionFormProps extends Pick<ConditionPickerProps, 'igrp' | 'fields'> {
  readonly onAdd: (condition: Condition) => void;
}

function ConditionForm({ igrp, fields, onAdd }: ConditionFormProps) {
  const [name, setName] = useState(fields.find(({ type }) => type === 'String')?.name ?? fields[0]?.name ?? '');
  const [operator, setOperator] = useState('');
  const hint = useId();
  const field = fields.find((one) => one.name === name);
  const operators = field?.operators ?? [];
  const chosen = operators.includes(operator) ? operator : (operators.find((one) => one === 'contains') ?? operators[0] ?? 'eq');

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onAdd({ field: name, operator: chosen, text: String(new FormData(event.currentTarget).get('text') ?? '') });
  };
  return (
    <form className="inline-form" onSubmit={submit}>
      <label className="field">
        Field
        <select autoFocus value={name} onChange={({ target }) => setName(target.value)}>
          {fields.map((one) => (
            <option key={one.name} value={one.name}>
              {labelOf(one.name)} ({one.name})
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        Condition
        <select value={chosen} onChange={({ target }) => setOperator(target.value)}>
          {operators.map((one) => (
            <option key={one} value={one}>
              {operatorLabel(one)}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        Value
        {chosen === 'isSet' ? (
          <select name="text">
            <option>yes</option>
            <option>no</option>
          </select>
        ) : (
          <ValueInput key={name} igrp={igrp} field={name} name="text" aria-describedby={hint} />
        )}
      </label>
      <button className="primary">Add</button>
      <p id={hint} className="muted hint">
        {field?.description} {chosen === 'in' || chosen === 'nin' ? 'Several values are separated by commas.' : ''}
      </p>
    </form>
  );
}
