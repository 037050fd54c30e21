/** Columns to choose among many: boxes to tick, and a text that finds them. */
import { useId, useState } from 'react';
import type { FieldInfo } from '../documents.js';
import { labelOf } from '../labels.js';

interface ColumnPickerProps {
  readonly fields: readonly FieldInfo[];
  /** What is shown; the last one cannot be taken away. */
  readonly chosen: readonly FieldInfo[];
  readonly onChange: (chosen: readonly string[]) => void;
}

export function ColumnPicker({ fields, chosen, onChange }: ColumnPickerProps) {
  const [isOpen, setOpen] = useState(false);
  const [sought, setSought] = useState('');
  const list = useId();
  const names = chosen.map(({ name }) => name);
  const isFound = ({ name }: FieldInfo) => `${labelOf(name)} ${name}`.toLowerCase().includes(sought.trim().toLowerCase());
  const found = fields.filter(isFound).sort((a, b) => labelOf(a.name).localeCompare(labelOf(b.name)));
  return (
    <div className="chips" role="group" aria-label="Columns">
      <span className="chips-label">Columns</span>
      <button type="button" className="quiet" aria-expanded={isOpen} aria-controls={list} onClick={() => setOpen(!isOpen)}>
        Choose ({chosen.length} of {fields.length})
      </button>
      {isOpen && (
        <div id={list} className="inline-form columns">
          <label className="field">
            Find a column
            <input type="search" autoFocus value={sought} onChange={({ target }) => setSought(target.value)} />
          </label>
          <ul tabIndex={0} aria-label="Columns found">
            {found.map(({ name, description }) => (
              <li key={name}>
                <label className="check" title={description}>
                  <input
                    type="checkbox"
                    checked={names.includes(name)}
                    disabled={names.length === 1 && names[0] === name}
                    onChange={({ target }) => onChange(target.checked ? [...names, name] : names.filter((one) => one !== name))}
                  />
                  <span>
                    {labelOf(name)} <span className="muted">{name}</span>
                  </span>
                </label>
              </li>
            ))}
          </ul>
          {found.length === 0 && <p className="muted">No column is called that.</p>}
        </div>
      )}
    </div>
  );
}
