/** Doctor from options to its report and overlay: examines an account politely, and says how it should end. */
import type { Catalogue } from '../../schema/report.js';
import { examineAccount } from './examine-account.js';
import { createQuestioner, type Send } from './questioner.js';
import type { DoctorOptions } from './read-options.js';
import { writeOverlay, type Overlay } from './write-overlay.js';
import { differs, writeReport } from './write-report.js';

export interface DoctorServices {
  readonly catalogue: Catalogue;
  readonly send: Send;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number;
  /** The last day that is asked about, YYYY-MM-DD. */
  readonly today: string;
}

export interface Diagnosis {
  /** 0: nothing that was asked differs; 1: it differs. */
  readonly exitCode: 0 | 1;
  readonly markdown: string;
  readonly overlay: Overlay;
}

const DAY_MS = 86_400_000;

/** Throws `CouldNotRun`, whose message says why. */
export async function runDoctor(options: DoctorOptions, { catalogue, send, wait, now, today }: DoctorServices): Promise<Diagnosis> {
  const { igrp, days, deep, rate, maxRequests, reports: only } = options;
  const startDate = new Date(Date.parse(today) - (days - 1) * DAY_MS).toISOString().slice(0, 10);
  const questioner = createQuestioner({ send, wait, now, rate, maxRequests });
  const findings = await examineAccount({ catalogue, questioner, only, igrp, deep, period: { startDate, endDate: today } });
  const written = writeOverlay(catalogue, findings, options.evidence);
  return { exitCode: differs(findings) ? 1 : 0, markdown: writeReport(findings, written, options.out), overlay: written.overlay };
}
