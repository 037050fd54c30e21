/** Every report of an account in turn, and whether unknown names are refused there. */
import type { Catalogue, Report } from '../../schema/report.js';
import { examineReport, unasked, type Examination } from './examine-report.js';
import type { Findings, ReportFindings } from './findings.js';
import { targetOf } from './question.js';
import { Spent, type Questioner } from './questioner.js';

export interface AccountOptions extends Omit<Examination, 'ask'> {
  readonly catalogue: Catalogue;
  readonly questioner: Questioner;
  /** Names of the reports to ask; every report where it is empty. */
  readonly only: readonly string[];
}

/** A name that no API has. */
const UNKNOWN = 'doctorUnknownName';

/** Ends early, with what it has, where every allowed request is made. */
export async function examineAccount({ catalogue, questioner, only, ...account }: AccountOptions): Promise<Findings> {
  const examination: Examination = { ...account, ask: questioner.ask };
  const reports: ReportFindings[] = [];
  let refusesUnknownNames: boolean | null = null;
  let cutShort: string | null = null;
  for (const report of catalogue.values()) {
    if (only.length > 0 && !only.includes(report.name)) continue;
    try {
      if (cutShort !== null) throw new Spent(cutShort);
      const stoodFor = reports.some((one) => one.tried !== null && one.report.typePrefix === report.typePrefix);
      const findings = await examineReport(report, examination, stoodFor);
      reports.push(findings);
      if (refusesUnknownNames === null && findings.route === 'found' && !report.openRows)
        refusesUnknownNames = await asksUnknown(report, examination, findings);
    } catch (error) {
      if (!(error instanceof Spent)) throw error;
      cutShort = error.message;
      if (!reports.some((one) => one.report === report)) reports.push(unasked(report, 'No request was left for it.'));
    }
  }
  return { igrp: account.igrp, reports, refusesUnknownNames, requests: questioner.asked(), cutShort };
}

async function asksUnknown(report: Report, { igrp, period, ask }: Examination, { defaultSort }: ReportFindings): Promise<boolean | null> {
  const question = { display: [UNKNOWN], sort: defaultSort ?? report.defaultSort, limit: 1 };
  const { outcome } = await ask(targetOf(report, igrp, period, question));
  return outcome === 'refused' ? true : outcome === 'rows' ? false : null;
}
