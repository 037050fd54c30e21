/** The channel types that the `chType` argument takes, as the Reports API spells them. Rows may hold others, which is why their field is text. */
export const CHANNEL_TYPES = {
  display: 'Display advertising.',
  ppc: 'Paid search.',
  affiliate: 'Affiliates.',
  social: 'Social media.',
  video: 'Video advertising.',
  email: 'E-mail.',
  sms: 'Text messages.',
  offline: 'Offline media, such as print.',
  seo: 'Organic search.',
  ref: 'Referrals from other sites.',
  direct: 'Visitors who came directly.',
  pbxCallTrack: 'Hosted PBX: tracked calls.',
  pbxDdi: 'Hosted PBX: calls to direct numbers.',
  pbxInternal: 'Hosted PBX: internal calls.',
  pbxOutbound: 'Hosted PBX: outbound calls.',
  cust: 'Channel types that the customer defined.',
} as const satisfies Record<string, string>;

/** The same as the codes of a field. */
export const CHANNEL_CODES: readonly string[] = Object.keys(CHANNEL_TYPES);
