/** Fields of where the visitor is, from the IP address. */
import type { FieldDefinition } from '../report-definition.js';

const FORM = 'Whether it is a name or a code is not known.';

export const geoFields = {
  country: { type: 'string', description: 'The country of the visitor’s IP address.', evidence: 'client', note: FORM },
  region: {
    type: 'string',
    description: 'The region of the visitor’s IP address, as a code such as `WA`.',
    evidence: 'client',
    note: 'Seen for the United States; elsewhere it may have another form.',
  },
  city: { type: 'string', description: 'The city of the visitor’s IP address, by name.', evidence: 'client' },
  continent: { type: 'string', description: 'The continent of the visitor’s IP address.', evidence: 'client', note: FORM },
  postcode: { type: 'string', description: 'The postcode of the visitor’s IP address.', evidence: 'client' },
  area: { type: 'string', description: 'The area of the visitor’s IP address.', evidence: 'client', note: FORM },
  lat: { type: 'float', description: 'The latitude of the visitor’s IP address, in degrees.', evidence: 'client' },
  long: { type: 'float', description: 'The longitude of the visitor’s IP address, in degrees.', evidence: 'client' },
} satisfies Record<string, FieldDefinition>;
