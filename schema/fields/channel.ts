/** Fields of the marketing channel that a trigger came by. */
import { CHANNEL_CODES } from '../channel-types.js';
import type { FieldDefinition } from '../report-definition.js';

export const channelFields = {
  ch: { type: 'int', evidence: 'client', description: 'The channel that the visitor came from; 0 is the unknown channel.' },
  chName: { type: 'string', evidence: 'client', description: 'The name of the channel.' },
  chType: {
    type: 'string',
    description: 'The type of the channel, as a code.',
    codes: CHANNEL_CODES,
    note: 'It may be blank, and new codes may appear.',
  },
  src: { type: 'string', evidence: 'client', description: 'The source of the traffic.' },
  srcHash: { type: 'string', evidence: 'client', description: 'A hash of the source of the traffic.' },
  algo: {
    type: 'string',
    evidence: 'client',
    description: 'How the source or the visitor was matched.',
    note: 'Its values are unknown.',
  },
  attr: { type: 'string', evidence: 'client', description: 'A marker of attribution.', note: 'Its values are unknown.' },
  pub: { type: 'string', evidence: 'client', description: 'The publisher, or the site that the visitor came from.' },
  dom: { type: 'string', evidence: 'client', description: 'The domain that the visitor came from.' },
  ref: { type: 'string', evidence: 'client', description: 'A marketing reference, or the referrer.', note: 'Which one is not known.' },
  network: { type: 'string', evidence: 'client', description: 'The ad network, as a code.', note: 'Likely `gaw`, `mac` or `ysm`.' },
  matchRef: { type: 'string', evidence: 'client', description: 'The reference of the ad that was matched.' },
  matchType: { type: 'string', evidence: 'client', description: 'How the keyword was matched to the search.' },
  campaign: { type: 'string', description: 'The name of the campaign.', note: 'Often blank.' },
  adGroup: { type: 'string', evidence: 'client', description: 'The name of the ad group.', note: 'Often blank.' },
  adRef: { type: 'string', evidence: 'client', description: 'The reference of the ad.' },
  keywordRef: { type: 'string', evidence: 'client', description: 'The reference of the keyword.', note: 'Often blank.' },
  term: { type: 'string', evidence: 'client', description: 'The search term.' },
  ppcAssisted: { type: 'int', evidence: 'client', description: '1 if paid search took part in the visitor’s journey, otherwise 0.' },
} satisfies Record<string, FieldDefinition>;
