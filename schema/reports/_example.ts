/**
 * A template to copy: `cp schema/reports/_example.ts schema/reports/parking-tickets.ts`, rename the export after the file
 * (`parkingTickets`), fill it in, run `npm run generate`. A file whose name begins with `_` is not in the catalogue, but it is type-checked
 * and tested like the others. docs/adding-a-report.md walks through it.
 */
import { defineReport } from '../define-report.js';
import { installationLink } from '../fields/links.js';

export const example = defineReport({
  /** The GraphQL field, under Installation; under Query where the path has no {igrp}. */
  name: 'parkingTickets',
  /** The row type. The report's other types begin with it: ParkingTicketReport, ParkingTicketFilter, … */
  typePrefix: 'ParkingTicket',
  /** list; `trigger` for events (spread `triggerReport` instead), `metrics` for sums over groups. */
  family: 'list',
  /** The route below the base URL. `igrpIn: 'query'` where the installation is a parameter. */
  path: '/igrps/{igrp}/parkingTickets',
  /** One or two sentences: what a row is. The v2 route is added by itself. */
  description: 'Parking tickets of an installation’s visitors.',
  /** How sure each fact is: `documented` where nothing is said; `client`, `inferred` otherwise. Readers are told. */
  evidence: 'inferred',
  /** The REST parameters that the route takes, and no others: each becomes an argument. */
  arguments: ['startDate', 'endDate', 'tz', 'filter', 'sort', 'limit', 'offset'],
  argumentsEvidence: 'inferred',
  /** Left out: every field can be filtered and sorted by. */
  sortable: ['ticketId', 'issuedDatetime'],
  fields: {
    igrp: { type: 'int', description: 'The installation that it belongs to.' },
    ticketId: { type: 'int', description: 'The ticket’s id.' },
    /** Wall-clock time in the report's time zone. */
    issuedDatetime: { type: 'datetime', description: 'When it was issued.' },
    /** Say the unit, or where the currency stands. */
    fine: { type: 'decimal', description: 'What it costs, in `currency`.' },
    currency: { type: 'string', description: 'The currency of `fine`, as an ISO 4217 code.', evidence: 'inferred' },
    /** Personal data is marked, and stays text: redacted values fit no stricter type. */
    plate: { type: 'string', description: 'The number plate of the car.', pii: true },
  },
  /** A row can be looked up: `parkingTicket(ticketId: 7)`, from links, and by a federation gateway. */
  entity: { key: 'ticketId', field: 'parkingTicket' },
  /** From a row to rows of other reports, by the key that the row holds. */
  links: { installation: installationLink },
  /** What the example in docs/reports.md selects. */
  exampleFields: ['ticketId', 'issuedDatetime', 'fine'],
});
