/** What a refusal by upstream says to the caller: which installation was meant, and where to find those the credential may see. */
import { GatewayError } from '../errors.js';
import type { ReportQuery } from '../query/report-query.js';

/** The same promise, but for a refusal (FORBIDDEN), whose message then names what was asked for. */
export function nameInstallation<T>(query: ReportQuery, reply: Promise<T>): Promise<T> {
  return reply.catch((error: unknown) => {
    throw named(query, error);
  });
}

function named({ report, igrp }: ReportQuery, error: unknown): unknown {
  if (!(error instanceof GatewayError) || error.code !== 'FORBIDDEN' || igrp === null) return error;
  return new GatewayError(
    'FORBIDDEN',
    `This credential may not see ${report.name} of installation ${igrp}. \`installations\` lists those it may see.`,
    {
      cause: error,
      retryable: error.retryable,
      extensions: error.extensions,
      ...(error.upstreamStatus === undefined ? {} : { upstreamStatus: error.upstreamStatus }),
    },
  );
}
