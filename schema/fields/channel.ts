/** Fields of the marketing channel that a trigger came by. */
import type { FieldDefinition } from '../report.js';

export const channelFields = {
  ch: {
    type: 'int',
    description: 'Channel id; 0 = unknown channel.',
    evidence: 'client',
    note: 'Id semantics documented on the channels page; field name from client code and the metrics page.',
  },
  chName: { type: 'string', description: 'Channel name.', evidence: 'client' },
  chType: {
    type: 'string',
    description: 'Channel type code.',
    note: 'Documented codes: affiliate, cust, display, email, offline, ppc, sms, social, video, direct, ref, seo. Live client saw ppc, seo, direct, ref (and blank).',
  },
  src: { type: 'string', description: 'Traffic source.', evidence: 'client' },
  srcHash: { type: 'string', description: 'Hash of the source.', evidence: 'client' },
  algo: { type: 'string', description: 'Algorithm by which the source/visitor was matched (meaning unknown).', evidence: 'client' },
  attr: { type: 'string', description: 'Attribution marker (meaning unknown).', evidence: 'client' },
  pub: { type: 'string', description: 'Publisher/referring site.', evidence: 'client', note: 'Live client: populated.' },
  dom: { type: 'string', description: 'Domain.', evidence: 'client', note: 'Live client: populated.' },
  ref: { type: 'string', description: 'Referrer or marketing reference (meaning unknown).', evidence: 'client' },
  network: {
    type: 'string',
    description: 'Ad network code.',
    evidence: 'client',
    note: 'PPC docs define codes gaw, mac, ysm; that this field carries them is inferred.',
  },
  matchRef: { type: 'string', description: 'Reference of the ad match.', evidence: 'client' },
  matchType: { type: 'string', description: 'Keyword match type.', evidence: 'client' },
  campaign: {
    type: 'string',
    description: 'Campaign name.',
    note: 'Documented as a criteria field (string compare); live client saw it blank.',
  },
  adGroup: { type: 'string', description: 'Ad group name.', evidence: 'client', note: 'Live client saw it blank.' },
  adRef: { type: 'string', description: 'Ad reference.', evidence: 'client' },
  keywordRef: { type: 'string', description: 'Keyword reference.', evidence: 'client', note: 'Live client saw it blank.' },
  term: { type: 'string', description: 'Search term / keyword.', evidence: 'client' },
  ppcAssisted: {
    type: 'int',
    description: 'Whether paid search took part in the journey (1/0).',
    evidence: 'client',
    note: 'Live client: comes as 1/0, not true/false; code treats it as a JSON number.',
  },
} satisfies Record<string, FieldDefinition>;
