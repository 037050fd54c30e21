/** Links that more than one report has. */
import type { LinkDefinition } from '../report-definition.js';

export const channelLink = {
  to: 'channels',
  from: 'ch',
  description: 'The channel. Null for channel 0, the unknown one.',
} satisfies LinkDefinition;
export const dialInGroupLink = {
  to: 'dialInGroups',
  from: 'dgrp',
  description: 'The dial-in group, or null if there is none.',
} satisfies LinkDefinition;
export const goalLink = {
  to: 'goals',
  from: 'goal',
  description: 'The definition of the goal. Null for goal 0: no goal was reached.',
} satisfies LinkDefinition;
export const segmentLink = {
  to: 'segments',
  from: 'segment',
  description: 'The segment. Null for segment 0, which stands for all.',
} satisfies LinkDefinition;
export const organisationLink = {
  to: 'organisations',
  from: 'orgId',
  description: 'The organisation it belongs to, or null if there is none.',
} satisfies LinkDefinition;
export const installationLink = {
  to: 'installations',
  from: 'igrp',
  description: 'The installation it belongs to.',
} satisfies LinkDefinition;
