/** Fields of speech analysis of a call. */
import type { FieldDefinition } from '../report-definition.js';

export const speechFields = {
  callTranscription: { type: 'int', description: '1 if the call was transcribed, otherwise 0.', evidence: 'client' },
  callKeywordSpotting: { type: 'int', description: '1 if keywords were looked for in the call, otherwise 0.', evidence: 'client' },
  transcriptionConfidence: {
    type: 'int',
    description: 'The confidence of the transcription, probably from 0 to 100.',
    evidence: 'client',
  },
  totalKeywordScore: { type: 'int', description: 'The sum of the scores of all keywords, of operator and caller.', evidence: 'client' },
  totalOperatorKeywordScore: { type: 'int', description: 'The sum of the scores of the operator’s keywords.', evidence: 'client' },
  totalContactKeywordScore: { type: 'int', description: 'The sum of the scores of the caller’s keywords.', evidence: 'client' },
  operatorPositiveKeywordCount: { type: 'int', description: 'How many positive keywords the operator used.', evidence: 'client' },
  operatorNeutralKeywordCount: { type: 'int', description: 'How many neutral keywords the operator used.', evidence: 'client' },
  operatorNegativeKeywordCount: { type: 'int', description: 'How many negative keywords the operator used.', evidence: 'client' },
  contactPositiveKeywordCount: { type: 'int', description: 'How many positive keywords the caller used.', evidence: 'client' },
  contactNeutralKeywordCount: { type: 'int', description: 'How many neutral keywords the caller used.', evidence: 'client' },
  contactNegativeKeywordCount: { type: 'int', description: 'How many negative keywords the caller used.', evidence: 'client' },
  callPciDataChecked: {
    type: 'int',
    description: '1 if the recording was searched for payment card data, otherwise 0.',
    evidence: 'client',
  },
  callPciDataFound: { type: 'int', description: '1 if payment card data was found in the recording, otherwise 0.', evidence: 'client' },
  callSsnDataChecked: {
    type: 'int',
    description: '1 if the recording was searched for social security numbers, otherwise 0.',
    evidence: 'client',
  },
  callSsnDataFound: {
    type: 'int',
    description: '1 if a social security number was found in the recording, otherwise 0.',
    evidence: 'client',
  },
  callPiiDataChecked: { type: 'int', description: '1 if the recording was searched for personal data, otherwise 0.', evidence: 'client' },
  callPiiDataFound: { type: 'int', description: '1 if personal data was found in the recording, otherwise 0.', evidence: 'client' },
} satisfies Record<string, FieldDefinition>;
