/**
 * Room in the upstream URL, counted while arguments are read. A question whose values alone outgrow the URL can never be sent, so it is refused
 * before any more work is done on it: what arguments cost to read and to compare is bounded by what one URL holds.
 */
import { GatewayError } from '../errors.js';
import { MAX_URL_BYTES } from './to-v2-params.js';

export interface UrlRoom {
  /** Takes room for so many characters, each of which is a byte or more. Throws QUERY_TOO_LARGE where there is not enough left. */
  readonly take: (characters: number) => void;
}

/** The room that one question of this report has. */
export function createUrlRoom(report: string, bytes: number = MAX_URL_BYTES): UrlRoom {
  let left = bytes;
  return {
    take(characters) {
      left -= characters;
      if (left < 0)
        throw new GatewayError(
          'QUERY_TOO_LARGE',
          `the upstream URL may be at most ${bytes} bytes long, but the filters and conditions alone are longer (${report})`,
        );
    },
  };
}
