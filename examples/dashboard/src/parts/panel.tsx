/** The frame of a panel, and the four things that can be in it: a wait, a failure, nothing, or rows. */
import { useId, type ReactNode } from 'react';
import type { Fault } from '../gateway/faults.js';
import { FaultNote } from './fault-note.js';

interface PanelProps {
  readonly title: string;
  readonly about?: ReactNode;
  /** Pickers beside the title. */
  readonly pickers?: ReactNode;
  readonly isBusy: boolean;
  readonly fault: Fault | null;
  readonly isEmpty: boolean;
  readonly onRetry: () => void;
  /** Shown where there are rows, also old ones while new ones come. */
  readonly children: () => ReactNode;
  readonly hasRows: boolean;
}

export function Panel({ title, about, pickers, isBusy, fault, isEmpty, onRetry, children, hasRows }: PanelProps) {
  const id = useId();
  return (
    <section className="card panel" aria-labelledby={id} aria-busy={isBusy}>
      <header className="panel-head">
        <div>
          <h2 id={id}>{title}</h2>
          {about && <p className="muted">{about}</p>}
        </div>
      </header>
      {pickers}
      <p className="hidden" role="status">
        {isBusy ? `${title}: loading` : isEmpty && !fault ? `${title}: nothing found` : ''}
      </p>
      {fault && !isBusy ? (
        <div role="alert">
          <FaultNote fault={fault} onRetry={onRetry} />
        </div>
      ) : !hasRows ? (
        <div className="skeleton" aria-hidden="true">
          <span />
          <span />
          <span />
        </div>
      ) : isEmpty ? (
        <p className="empty">Nothing in this period. A longer one, or fewer filters, may show more.</p>
      ) : (
        <div className={isBusy ? 'stale' : undefined}>{children()}</div>
      )}
    </section>
  );
}
