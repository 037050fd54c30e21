/**
 * The syntax of a credential: `Basic` with base64 of a text that holds a colon, or `ApiKey` with 1 to 512 visible characters.
 *
 * Whether the credential is good is for the Reports API to say; it gets the header byte for byte. A header that cannot be one is
 * refused here, without looking at the operation.
 */
import { GatewayError } from '../errors.js';

const BASIC = /^basic +([A-Za-z0-9+/]+={0,2})$/i;
const API_KEY = /^apikey +[\x21-\x7e]{1,512}$/i;
/** Characters of a whole header. The longest of ours has 519; user names and passwords get room. */
const MAX_LENGTH = 2_048;

/** The header as it came, or null where there is none. Throws UNAUTHENTICATED; the message never repeats the header. */
export function checkAuthorization(header: string | undefined): string | null {
  if (header === undefined) return null;
  if (header.length <= MAX_LENGTH && (isBasic(header) || API_KEY.test(header))) return header;
  throw new GatewayError('UNAUTHENTICATED', 'Authorization must be Basic with base64 of user:password, or ApiKey with a key.');
}

function isBasic(header: string): boolean {
  const encoded = BASIC.exec(header)?.[1];
  return encoded !== undefined && encoded.length % 4 === 0 && Buffer.from(encoded, 'base64').includes(COLON);
}

const COLON = 0x3a;
