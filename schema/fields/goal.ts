/** Fields of the goal that a trigger reached. */
import type { FieldDefinition } from '../report-definition.js';

export const goalFields = {
  goal: { type: 'int', description: 'The goal that the trigger reached; 0 for none.' },
  goalTitle: { type: 'string', description: 'The title of the goal.' },
  goalValue: {
    type: 'decimal',
    description: 'What reaching the goal is worth, in `goalCurrency`.',
    note: 'No public client shows it.',
  },
  goalCurrency: { type: 'string', description: 'The currency of `goalValue`.', evidence: 'inferred' },
} satisfies Record<string, FieldDefinition>;
