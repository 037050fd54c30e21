/** The gateway in front of an upstream double, both over HTTP, for the tests of a file or of a `describe`. */
import { afterAll, beforeAll } from '@jest/globals';
import type { Catalogue } from '../../schema/report.js';
import { catalogue } from '../../schema/reports/index.js';
import { startGateway, type TestGateway } from './gateway.js';
import { startUpstreamDouble, type UpstreamDouble, type UpstreamReply, type UpstreamRequest } from './upstream-double.js';

export interface RunningGateway {
  readonly gateway: Omit<TestGateway, 'close' | 'reload'>;
  readonly upstream: Omit<UpstreamDouble, 'close'>;
}

interface Setting {
  /** What the gateway's configuration is read from. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly reports?: Catalogue;
  /** The clock that dates go by. */
  readonly now?: () => number;
}

/** Starts both before the tests and ends them after, the gateway first. What is returned can be asked once the tests run. */
export function runningGateway(
  answer?: (request: UpstreamRequest) => UpstreamReply | undefined,
  { environment = {}, reports = catalogue, now }: Setting = {},
): RunningGateway {
  const started: { upstream?: UpstreamDouble; gateway?: TestGateway } = {};
  beforeAll(async () => {
    started.upstream = await startUpstreamDouble(answer);
    started.gateway = await startGateway(started.upstream.url, environment, reports, {}, now ? { now } : {});
  });
  // A start that fails halfway leaves nothing open.
  afterAll(async () => {
    await started.gateway?.close();
    await started.upstream?.close();
  });
  const running = <T>(part: T | undefined): T => {
    if (part === undefined) throw new Error('The gateway is not running yet.');
    return part;
  };
  return {
    gateway: {
      get url() {
        return running(started.gateway).url;
      },
      get origin() {
        return running(started.gateway).origin;
      },
      get adminUrl() {
        return running(started.gateway).adminUrl;
      },
      get logged() {
        return running(started.gateway).logged;
      },
      ask: (...asked) => running(started.gateway).ask(...asked),
    },
    upstream: {
      get url() {
        return running(started.upstream).url;
      },
      get requests() {
        return running(started.upstream).requests;
      },
      clear: () => running(started.upstream).clear(),
    },
  };
}
