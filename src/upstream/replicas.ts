/** What processes that share one upstream may tell each other. */

/** Gives the place up; or `full`: all places are taken. */
export type Lease = (() => void) | 'full';

export interface Replicas {
  /** Tells the others that upstream wants to hear nothing of this caller for so long. */
  readonly paused: (authorization: string, milliseconds: number) => void;
  /** Milliseconds for which another process said so; 0 where none did. */
  readonly pausedFor: (authorization: string) => number;
  /** Takes a place among the requests under way of all processes, for at most so long. Null where there is no common ceiling. */
  readonly lease: ((authorization: string, milliseconds: number) => Promise<Lease>) | null;
}
