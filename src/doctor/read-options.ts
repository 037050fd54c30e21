/** The command line of doctor. */
import { CouldNotRun } from './questioner.js';

export interface DoctorOptions {
  readonly igrp: number;
  readonly out: string | null;
  readonly reports: readonly string[];
  readonly days: number;
  readonly maxRequests: number;
  /** Requests a second at most. */
  readonly rate: number;
  readonly deep: boolean;
  /** Whether the overlay also says which guesses were confirmed. */
  readonly evidence: boolean;
}

export const USAGE =
  'npm run -s doctor -- --igrp N [--out overlay.json] [--report NAME]… [--days 30] [--max-requests 1000] [--rate 2] [--deep] [--evidence]';

const FLAGS: ReadonlySet<string> = new Set(['--deep', '--evidence']);
const VALUES: ReadonlySet<string> = new Set(['--igrp', '--out', '--report', '--days', '--max-requests', '--rate']);

/** Throws `CouldNotRun` where an option is missing, unknown or out of its bounds. */
export function readOptions(given: readonly string[], reportNames: readonly string[]): DoctorOptions {
  const values = new Map<string, string[]>();
  for (let at = 0; at < given.length; at += 1) {
    const [name = '', attached] = (given[at] ?? '').split(/=(.*)/s);
    if (FLAGS.has(name) && attached === undefined) values.set(name, []);
    else if (VALUES.has(name)) {
      const value = attached ?? given[(at += 1)];
      if (value === undefined) refuse(`${name} needs a value.`);
      values.set(name, [...(values.get(name) ?? []), value]);
    } else refuse(`${name} is no option.`);
  }
  const number = (name: string, fallback: number, least: number, most: number): number => {
    const text = values.get(name)?.at(-1);
    const value = text === undefined ? fallback : Number(text);
    if (
      !/^\d{1,10}(?:\.\d{1,3})?$/.test(text ?? '1') ||
      !(value >= least && value <= most) ||
      (name !== '--rate' && !Number.isInteger(value))
    )
      refuse(`${name} must be between ${least} and ${most} (got ${text}).`);
    return value;
  };
  if (!values.has('--igrp')) refuse('--igrp must name an installation.');
  const reports = values.get('--report') ?? [];
  const unknown = reports.find((name) => !reportNames.includes(name));
  if (unknown !== undefined) refuse(`--report ${unknown} is no report of the catalogue.`);
  return {
    igrp: number('--igrp', 0, 1, 2 ** 31 - 1),
    out: values.get('--out')?.at(-1) ?? null,
    reports,
    days: number('--days', 30, 1, 3660),
    maxRequests: number('--max-requests', 1000, 1, 100_000),
    rate: number('--rate', 2, 0.01, 1000),
    deep: values.has('--deep'),
    evidence: values.has('--evidence'),
  };
}

function refuse(message: string): never {
  throw new CouldNotRun(`${message} Use ${USAGE}`);
}
