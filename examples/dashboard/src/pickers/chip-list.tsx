/** What is picked, each a chip that can be taken away, and a button for the form that adds another. */
import { useRef, useState, type ReactNode } from 'react';
import { Chip } from './chip.js';

interface ChipListProps<T> {
  /** Read out. */
  readonly label: string;
  /** Shown. */
  readonly heading: string;
  readonly picked: readonly T[];
  readonly textOf: (one: T) => string;
  readonly onChange: (picked: readonly T[]) => void;
  /** What the button says. */
  readonly adding: string;
  /** The form, open until `add` is called with all that is picked then. */
  readonly form: (add: (picked: readonly T[]) => void) => ReactNode;
}

export function ChipList<T>({ label, heading, picked, textOf, onChange, adding, form }: ChipListProps<T>) {
  const [isOpen, setOpen] = useState(false);
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
      aria-label={label}
      onKeyDown={({ key }) => {
        if (key === 'Escape' && isOpen) close();
      }}
    >
      <span className="chips-label">{heading}</span>
      {picked.map((one, place) => (
        <Chip
          key={place}
          text={textOf(one)}
          onRemove={() => {
            onChange(picked.filter((_, i) => i !== place));
            opener.current?.focus();
          }}
        />
      ))}
      <button ref={opener} type="button" className="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {adding}
      </button>
      {isOpen &&
        form((all) => {
          onChange(all);
          close();
        })}
    </div>
  );
}
