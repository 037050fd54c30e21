/** Fields of where the visitor is, from the IP address. */
import type { FieldDefinition } from '../report.js';

export const geoFields = {
  country: {
    type: 'string',
    description: "Country (code) from the visitor's IP.",
    evidence: 'client',
    note: 'Vendor library maps a MaxMind city row with the same parts; field form unknown.',
  },
  region: {
    type: 'string',
    description: "Region from the visitor's IP.",
    evidence: 'client',
    note: 'Vendor library maps a MaxMind city row with the same parts; field form unknown.',
  },
  city: {
    type: 'string',
    description: "City from the visitor's IP.",
    evidence: 'client',
    note: 'Vendor library maps a MaxMind city row with the same parts; field form unknown.',
  },
  continent: {
    type: 'string',
    description: "Continent (code) from the visitor's IP.",
    evidence: 'client',
    note: 'Vendor library maps a MaxMind city row with the same parts; field form unknown.',
  },
  postcode: {
    type: 'string',
    description: "Postcode (treated as personal data by one client) from the visitor's IP.",
    evidence: 'client',
    note: 'Vendor library maps a MaxMind city row with the same parts; field form unknown.',
  },
  area: {
    type: 'string',
    description: "Area (code) from the visitor's IP.",
    evidence: 'client',
    note: 'Vendor library maps a MaxMind city row with the same parts; field form unknown.',
  },
  lat: {
    type: 'float',
    description: "Latitude from the visitor's IP.",
    evidence: 'client',
    note: 'Vendor library maps a MaxMind city row with the same parts; field form unknown.',
  },
  long: {
    type: 'float',
    description: "Longitude from the visitor's IP.",
    evidence: 'client',
    note: 'Vendor library maps a MaxMind city row with the same parts; field form unknown.',
  },
} satisfies Record<string, FieldDefinition>;
