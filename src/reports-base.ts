/**
 * Where requests to the Reports API go. Version 2 takes a user name and password, version 2.1 an API key, so each kind of credential has a
 * base of its own.
 */
import { credentialKind, type CredentialKind } from './caller.js';

/** The two base URLs, without a slash at their end. They may be equal. */
export interface ReportsBases {
  /** For a user name and password, and for dry runs without a credential. */
  readonly reportsUrl: string;
  /** For an API key. */
  readonly reportsUrlApiKey: string;
}

/** The base for API keys where none is configured: a final `/reports/v2` becomes `/reports/v2.1`; any other base serves both kinds. */
export function defaultApiKeyBase(reportsUrl: string): string {
  return reportsUrl.replace(/\/reports\/v2$/, '/reports/v2.1');
}

/** The kind of an Authorization header's credential; null where there is no header. */
export function kindOf(authorization: string | null): CredentialKind | null {
  return authorization === null ? null : credentialKind(authorization);
}

/** The base that serves a kind of credential. */
export function baseFor(kind: CredentialKind | null, { reportsUrl, reportsUrlApiKey }: ReportsBases): string {
  return kind === 'apikey' ? reportsUrlApiKey : reportsUrl;
}
