/** The frame of a panel, and the four things that can be in it: a wait, a failure, nothing, or rows. */
import { useId, useRef, type ReactNode } from 'react';
import type { Fault } from '../gateway/faults.js';
import { Boundary } from './boundary.js';
import { FaultNote } from './fault-note.js';

interface PanelProps {
  readonly title: string;
  readonly about?: ReactNode;
  /** At the other end of the head. */
  readonly aside?: ReactNode;
  /** An id by which the page can be brought to the panel. */
  readonly anchor?: string;
  /** What does not hold in this panel, though it was asked for. */
  readonly note?: string | null;
  /** Pickers beside the title. */
  readonly pickers?: ReactNode;
  readonly isBusy: boolean;
  readonly fault: Fault | null;
  readonly isEmpty: boolean;
  /** Shown in place of rows where there are none. */
  readonly emptyText?: string;
  readonly onRetry: () => void;
  /** Shown where there are rows, also old ones while new ones come. */
  readonly children: () => ReactNode;
  readonly hasRows: boolean;
  /** What the rows answer: a new answer is drawn anew, whatever became of the one before. */
  readonly answer: unknown;
}

export function Panel({
  title,
  about,
  aside,
  anchor,
  note = null,
  pickers,
  isBusy,
  fault,
  isEmpty,
  emptyText = EMPTY,
  onRetry,
  children,
  hasRows,
  answer,
}: PanelProps) {
  const id = useId();
  const section = useRef<HTMLElement>(null);
  const retry = () => {
    // The button goes with the failure; the focus stays in the panel.
    section.current?.focus();
    onRetry();
  };
  return (
    <section ref={section} id={anchor} tabIndex={-1} className="card panel" aria-labelledby={id} aria-busy={isBusy}>
      <header className="panel-head">
        <div>
          <h2 id={id}>{title}</h2>
          {about && <p className="muted">{about}</p>}
        </div>
        {aside}
      </header>
      {pickers}
      {note !== null && <p className="muted panel-note">{note}</p>}
      <p className="hidden" role="status">
        {isBusy ? `${title}: loading` : isEmpty && !fault ? `${title}: nothing found` : ''}
      </p>
      {fault && !isBusy ? (
        <div role="alert">
          <FaultNote fault={fault} {...(fault.retryable ? { onRetry: retry } : {})} />
        </div>
      ) : !hasRows ? (
        <div className="skeleton" aria-hidden="true">
          <span />
          <span />
          <span />
        </div>
      ) : isEmpty ? (
        <p className="empty">{emptyText}</p>
      ) : (
        <div className={isBusy ? 'stale' : undefined}>
          <Boundary of={answer}>
            <Content draw={children} />
          </Boundary>
        </div>
      )}
    </section>
  );
}

/** Draws inside the boundary, where a mistake is caught. */
const Content = ({ draw }: { readonly draw: () => ReactNode }) => draw();

const EMPTY = 'Nothing in this period. A longer one, or fewer filters, may show more.';
