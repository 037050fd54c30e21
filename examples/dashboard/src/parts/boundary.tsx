/** Keeps a mistake in drawing to its own part of the page: the rest stays, and the next answer or choice draws the part anew. */
import { Component, type ReactNode } from 'react';

interface BoundaryProps {
  /** What is drawn. A new value, after a mistake, draws it again. */
  readonly of: unknown;
  readonly children: ReactNode;
  /** Offered as a button, where there is a way out. */
  readonly wayOut?: { readonly text: string; readonly take: () => void };
}

interface BoundaryState {
  readonly mistake: { readonly of: unknown; readonly message: string } | null;
}

export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { mistake: null };

  static getDerivedStateFromError(error: unknown): Partial<BoundaryState> {
    return { mistake: { of: UNKNOWN, message: error instanceof Error ? error.message : String(error) } };
  }

  static getDerivedStateFromProps({ of }: BoundaryProps, { mistake }: BoundaryState): BoundaryState | null {
    if (!mistake || mistake.of === of) return null;
    return { mistake: mistake.of === UNKNOWN ? { ...mistake, of } : null };
  }

  override render(): ReactNode {
    const { mistake } = this.state;
    if (!mistake) return this.props.children;
    const { wayOut } = this.props;
    return (
      <div className="fault broken" role="alert">
        <p>This part of the page could not be drawn. Your reports are not affected; another choice may show them.</p>
        <p className="fault-facts">
          <code>{mistake.message}</code>
          {wayOut && (
            <button type="button" onClick={wayOut.take}>
              {wayOut.text}
            </button>
          )}
        </p>
      </div>
    );
  }
}

/** A mistake whose `of` is not known yet: React says what was thrown before it says for which properties. */
const UNKNOWN = Symbol('unknown');
