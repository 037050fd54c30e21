/** An upstream that has a row for every key it is asked for, and reports of as many rows as their limit says. */
import { ndjson, type UpstreamReply, type UpstreamRequest } from '../support/upstream-double.js';

/** Keys that no list has. */
export const UNKNOWN_KEY = '404404';

/** The keys that a look-up asks for; null where the request is none. */
export function keysOf({ params }: UpstreamRequest): { readonly field: string; readonly keys: readonly string[] } | null {
  const [, filter = ''] = params.find(([name]) => name === 'filter[]') ?? [];
  const [, field, keys] = /^(\w+)-in-value-(.+)$/.exec(filter) ?? [];
  return field === undefined || keys === undefined ? null : { field, keys: keys.split(',') };
}

/** `before` may answer in its stead. */
export function answerByKeys(
  before: (request: UpstreamRequest) => UpstreamReply | undefined = () => undefined,
): (request: UpstreamRequest) => UpstreamReply {
  return (request) => {
    const special = before(request);
    if (special) return special;
    const asked = keysOf(request);
    const display = request.params.filter(([name]) => name === 'display[]').map(([, name]) => name);
    const igrp = Number(/\/igrps\/(\d+)/.exec(request.path)?.[1] ?? 1);
    if (asked) {
      const rows = asked.keys
        .filter((key) => key !== UNKNOWN_KEY)
        .map((key) => ({ ...row(display, key, igrp), [asked.field]: WHOLE.has(asked.field) ? Number(key) : key }));
      // Another order than asked: the gateway has to sort them out.
      return { body: ndjson(...rows.reverse()) };
    }
    const limit = Number(request.params.find(([name]) => name === 'limit')?.[1] ?? 0);
    return { body: ndjson(...Array.from({ length: limit }, (_, i) => row(display, String(i + 1), igrp))) };
  };
}

const WHOLE: ReadonlySet<string> = new Set([
  'igrp',
  'orgId',
  'goalId',
  'channelId',
  'segment',
  'segmentGroupId',
  'dgrp',
  'modelId',
  'ch',
  'goal',
]);

/** Cells by name: keys count up, texts say which row they are of. */
const row = (display: readonly string[], key: string, igrp: number): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    display.map((name) => [name, name === 'igrp' ? igrp : name === 'rowId' || WHOLE.has(name) ? Number(key) : `${name} ${key}`]),
  );
