/** Rows that count in the account of their answer while they are read, and are read no faster than the account allows. */
import type { AnswerAccount } from './answer-budget.js';
import { release } from '../rows/buffer-pool.js';
import type { RowPlan } from '../rows/row-plan-types.js';
import { createRowReader, type ReadRows } from '../rows/row-reader.js';
import type { ReplySink } from '../upstream/upstream.js';

export interface BudgetedSink {
  /** A sink for one attempt. What an earlier attempt read is dropped. */
  readonly open: () => ReplySink<ReadRows>;
  /** Nothing of the reply is used: its bytes are held no more. */
  readonly discard: () => void;
}

/** Reads one reply by these plans. The text of its rows stays in the account after the end, since the answer holds it. */
export function createBudgetedSink(account: AnswerAccount, plans: readonly RowPlan[]): BudgetedSink {
  let discard = (): void => undefined;
  return {
    open: () => {
      discard();
      const own = account.read();
      const reader = createRowReader(plans);
      discard = () => {
        own.discard();
        plans.forEach((_, index) => release(reader.take(index)));
      };
      return {
        write: (chunk) => {
          const later = reader.write(chunk);
          return later ? later.then(() => own.grow(reader.held())) : own.grow(reader.held());
        },
        end: (proven) => {
          const read = reader.end(proven);
          own.end();
          return read;
        },
      };
    },
    discard: () => discard(),
  };
}
