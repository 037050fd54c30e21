/** Bounds on a row of a reply, in bytes where they are sizes. */
export interface RowLimits {
  /** A line, without its line break. */
  readonly lineBytes: number;
  /** Members of a row. Real rows have a few hundred. */
  readonly rowMembers: number;
  /** Lists and objects inside each other in a value. The kernel has the same bound. */
  readonly valueNesting: number;
  /** Errors of cells that are kept of a report; further ones are counted. */
  readonly cellErrors: number;
}

/** Their values. */
export const ROW_LIMITS: RowLimits = Object.freeze({
  lineBytes: 1024 * 1024,
  rowMembers: 10_000,
  valueNesting: 64,
  cellErrors: 200,
});
