/** A failure as a person can read and report it: the sentence, the code, and the id that finds it in the gateway's log. */
import type { Fault } from '../gateway/faults.js';

interface FaultNoteProps {
  readonly fault: Fault;
  readonly onRetry?: () => void;
}

export function FaultNote({ fault, onRetry }: FaultNoteProps) {
  return (
    <div className="fault">
      <p>{fault.message}</p>
      <p className="fault-facts">
        <code className="code">{fault.code}</code>
        {fault.requestId && (
          <span>
            request <code>{fault.requestId}</code>
          </span>
        )}
        {onRetry && (
          <button type="button" onClick={onRetry}>
            Try again
          </button>
        )}
      </p>
    </div>
  );
}
