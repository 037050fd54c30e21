/** Fields of the goal that a trigger reached. */
import type { FieldDefinition } from '../report.js';

export const goalFields = {
  goal: { type: 'int', description: 'Goal id; 0 = the trigger is no goal.', note: '0 rather than null is documented.' },
  goalTitle: { type: 'string', description: 'Goal title.' },
  goalValue: { type: 'decimal', description: 'Value of the goal.', note: 'Named as a trigger report field on the goals config page.' },
  goalCurrency: {
    type: 'string',
    description: 'Currency of the goal value.',
    evidence: 'inferred',
    note: "Docs speak of 'goal currency fields', and the goals page's list goes on with a further 'goa...' field cut off in the stored text; the spelling is inferred.",
  },
} satisfies Record<string, FieldDefinition>;
