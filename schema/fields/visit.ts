/** Fields of the page visit. */
import type { FieldDefinition } from '../report-definition.js';

export const visitFields = {
  href: { type: 'string', evidence: 'client', description: 'The URL of the page on which it happened.' },
  vref: { type: 'string', evidence: 'client', description: 'The URL from which the visit came.' },
  pageTitle: { type: 'string', evidence: 'client', description: 'The title of the page.' },
  landingPageId: { type: 'int', evidence: 'client', description: 'The page on which the visit began, by its id.' },
  landingPageUrl: {
    type: 'string',
    evidence: 'client',
    description: 'The URL of the page on which the visit began.',
    note: 'May be missing on a call.',
  },
  conversionPageId: { type: 'int', evidence: 'client', description: 'The page on which the visitor converted, by its id.' },
  conversionPageUrl: { type: 'string', evidence: 'client', description: 'The URL of the page on which the visitor converted.' },
  new: { type: 'int', evidence: 'client', description: '1 if the visitor is a new one, otherwise 0.' },
  host: { type: 'string', evidence: 'client', description: 'The host name of the visitor’s IP address; empty when redacted.', pii: true },
  whois: { type: 'string', description: 'Who owns the network of the visitor’s IP address; empty when redacted.', pii: true },
  ip: { type: 'string', description: 'The visitor’s IP address; its last part is X when redacted, as in `198.51.100.X`.', pii: true },
  ua: { type: 'string', evidence: 'client', description: 'The browser’s user agent.' },
  res: { type: 'string', evidence: 'client', description: 'The resolution of the screen.' },
  spider: { type: 'string', evidence: 'client', description: 'Marks a robot.', note: 'Its values are unknown.' },
} satisfies Record<string, FieldDefinition>;
