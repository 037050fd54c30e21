/**
 * What a body may be: application/json in UTF-8, not compressed.
 *
 * Forms, plain text and files are refused: a browser sends those from any page without asking first.
 */
import { GatewayError } from '../errors.js';

const USUAL: ReadonlySet<string> = new Set(['application/json', 'application/json; charset=utf-8', 'application/json;charset=utf-8']);

/** Throws UNSUPPORTED_MEDIA_TYPE for any other Content-Type, and for a Content-Encoding. */
export function checkContentType(contentType: string | undefined, contentEncoding: string | undefined): void {
  if (contentEncoding !== undefined && contentEncoding.toLowerCase() !== 'identity')
    throw new GatewayError('UNSUPPORTED_MEDIA_TYPE', 'The body must not be compressed.');
  if (contentType !== undefined && (USUAL.has(contentType) || isJson(contentType))) return;
  throw new GatewayError('UNSUPPORTED_MEDIA_TYPE', 'Content-Type must be application/json, in UTF-8.');
}

function isJson(contentType: string): boolean {
  const [type = '', ...parameters] = contentType.split(';').map((part) => part.trim().toLowerCase());
  if (type !== 'application/json') return false;
  return parameters.every((parameter) => !parameter.startsWith('charset') || /^charset="?utf-?8"?$/.test(parameter));
}
