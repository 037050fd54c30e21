/** Turns the pages of a table. A button that leads nowhere keeps the focus, so that a keyboard does not lose its place on the last page. */

interface PagerProps {
  readonly label: string;
  readonly text: string;
  /** Null where there is no page that way, or none yet. */
  readonly onPrevious: (() => void) | null;
  readonly onNext: (() => void) | null;
}

export function Pager({ label, text, onPrevious, onNext }: PagerProps) {
  return (
    <nav className="pager" aria-label={label}>
      <button type="button" aria-disabled={onPrevious === null} onClick={() => onPrevious?.()}>
        Previous
      </button>
      <span>{text}</span>
      <button type="button" aria-disabled={onNext === null} onClick={() => onNext?.()}>
        Next
      </button>
    </nav>
  );
}
