/** The operand codes that a filter may hold. */
export const OPERANDS = [
  'eq',
  'ne',
  'gt',
  'ge',
  'lt',
  'le',
  'in',
  'nin',
  'inc',
  'ninc',
  'begins',
  'nbegins',
  'ends',
  'eqi',
  'nei',
  'inci',
  'ninci',
  'beginsi',
  'nbeginsi',
  'endsi',
  'ini',
  'nini',
  're',
  'nre',
  'glob',
  'innet',
  'bool',
] as const;

export type Operand = (typeof OPERANDS)[number];

/** Whether a text is an operand code; codes are exact, lower case. */
export function isOperand(text: string): text is Operand {
  return OPERANDS.some((operand) => operand === text);
}
