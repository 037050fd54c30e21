/** Fields of the page visit. */
import type { FieldDefinition } from '../report.js';

export const visitFields = {
  href: { type: 'string', description: 'URL of the page of the trigger.', evidence: 'client' },
  vref: { type: 'string', description: 'Referrer URL of the visit.', evidence: 'client' },
  pageTitle: { type: 'string', description: 'Title of the page.', evidence: 'client' },
  landingPageId: { type: 'int', description: 'Id of the landing page.', evidence: 'client' },
  landingPageUrl: { type: 'string', description: 'URL of the landing page.', evidence: 'client', note: 'May be missing on a call.' },
  conversionPageId: { type: 'int', description: 'Id of the page on which the conversion happened.', evidence: 'client' },
  conversionPageUrl: { type: 'string', description: 'URL of the page on which the conversion happened.', evidence: 'client' },
  new: { type: 'int', description: 'New-visitor flag.', evidence: 'client' },
  host: { type: 'string', description: "Host name (of the visitor's IP).", evidence: 'client', pii: true },
  whois: {
    type: 'string',
    description: "Network owner of the visitor's IP.",
    note: 'Documented as a criteria field (inci on a name).',
    pii: true,
  },
  ip: { type: 'string', description: 'Visitor IP address (personal data).', note: 'Documented as a criteria field.', pii: true },
  ua: { type: 'string', description: 'Browser user agent.', evidence: 'client' },
  res: { type: 'string', description: 'Screen resolution.', evidence: 'client' },
  spider: { type: 'string', description: 'Spider/bot marker.', evidence: 'client' },
} satisfies Record<string, FieldDefinition>;
