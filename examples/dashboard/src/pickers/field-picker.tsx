/** Fields to choose, each a button that is pressed or not. Which there are is the catalogue's to say. */
import type { FieldInfo } from '../documents.js';
import { labelOf } from '../labels.js';

interface FieldPickerProps {
  readonly label: string;
  readonly fields: readonly FieldInfo[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

export function FieldPicker({ label, fields, chosen, onChange }: FieldPickerProps) {
  return (
    <div className="chips" role="group" aria-label={label}>
      <span className="chips-label">{label}</span>
      {fields.map(({ name, description }) => {
        const isChosen = chosen.includes(name);
        return (
          <button
            key={name}
            type="button"
            className="choice"
            aria-pressed={isChosen}
            title={description}
            onClick={() => onChange(isChosen ? chosen.filter((one) => one !== name) : [...chosen, name])}
          >
            {labelOf(name)}
          </button>
        );
      })}
    </div>
  );
}
