/** Fields of speech analysis of a call. */
import type { FieldDefinition } from '../report.js';

export const speechFields = {
  callTranscription: { type: 'int', description: 'Call was transcribed (flag).', evidence: 'client' },
  callKeywordSpotting: { type: 'int', description: 'Keyword spotting was run (flag).', evidence: 'client' },
  transcriptionConfidence: {
    type: 'int',
    description: 'Confidence of the transcription, likely 0-100.',
    evidence: 'client',
    note: '0-100 documented for keyword confidence only.',
  },
  totalKeywordScore: {
    type: 'int',
    description: 'Sum of keyword scores, both legs.',
    evidence: 'client',
    note: 'Legs operator/contact documented on the callKeywords page.',
  },
  totalOperatorKeywordScore: {
    type: 'int',
    description: "Sum of keyword scores on the operator's leg.",
    evidence: 'client',
    note: 'Legs operator/contact documented on the callKeywords page.',
  },
  totalContactKeywordScore: {
    type: 'int',
    description: "Sum of keyword scores on the caller's leg.",
    evidence: 'client',
    note: 'Legs operator/contact documented on the callKeywords page.',
  },
  operatorPositiveKeywordCount: { type: 'int', description: "Count of positive keywords on the operator's leg.", evidence: 'client' },
  operatorNeutralKeywordCount: { type: 'int', description: "Count of neutral keywords on the operator's leg.", evidence: 'client' },
  operatorNegativeKeywordCount: { type: 'int', description: "Count of negative keywords on the operator's leg.", evidence: 'client' },
  contactPositiveKeywordCount: { type: 'int', description: "Count of positive keywords on the caller's leg.", evidence: 'client' },
  contactNeutralKeywordCount: { type: 'int', description: "Count of neutral keywords on the caller's leg.", evidence: 'client' },
  contactNegativeKeywordCount: { type: 'int', description: "Count of negative keywords on the caller's leg.", evidence: 'client' },
  callPciDataChecked: { type: 'int', description: 'Recording was checked for payment card data (flag).', evidence: 'client' },
  callPciDataFound: { type: 'int', description: 'Payment card data was found (flag).', evidence: 'client' },
  callSsnDataChecked: { type: 'int', description: 'Recording was checked for social security number data (flag).', evidence: 'client' },
  callSsnDataFound: { type: 'int', description: 'Social security number data was found (flag).', evidence: 'client' },
  callPiiDataChecked: { type: 'int', description: 'Recording was checked for personal data (flag).', evidence: 'client' },
  callPiiDataFound: { type: 'int', description: 'Personal data was found (flag).', evidence: 'client' },
} satisfies Record<string, FieldDefinition>;
