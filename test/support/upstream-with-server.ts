/** An Upstream and a stand-in for the Reports API that it asks, for tests over real sockets. */
import { performance } from 'node:perf_hooks';
import { createCallerIdentity } from '../../src/caller.js';
import { LeaveController } from '../../src/leave-signal.js';
import {
  createUpstream,
  type Upstream,
  type UpstreamCall,
  type UpstreamEvents,
  type UpstreamOptions,
} from '../../src/upstream/upstream.js';
import { startFaultServer, type FaultServer, type Script } from './fault-server.js';

type Told<Name extends keyof UpstreamEvents> = Parameters<NonNullable<UpstreamEvents[Name]>>[0];

/** Everything that was observed, by event. */
export interface Observations {
  readonly attempts: Told<'attemptEnded'>[];
  readonly joined: Told<'joined'>[];
  readonly retried: Told<'retried'>[];
  readonly breakers: Told<'breakerChanged'>[];
  readonly shed: Told<'shed'>[];
  readonly disconnected: Told<'disconnected'>[];
}

export interface UpstreamWithServer {
  readonly server: FaultServer;
  readonly upstream: Upstream;
  readonly seen: Observations;
}

const running: UpstreamWithServer[] = [];

/** Starts both. `closeUpstreamsWithServers` ends them. */
export async function startUpstreamWithServer(script: Script, options: Partial<UpstreamOptions> = {}): Promise<UpstreamWithServer> {
  const server = await startFaultServer({ script });
  const seen: Observations = { attempts: [], joined: [], retried: [], breakers: [], shed: [], disconnected: [] };
  const upstream = createUpstream({
    baseUrl: server.baseUrl,
    events: {
      attemptEnded: (event) => seen.attempts.push(event),
      joined: (event) => seen.joined.push(event),
      retried: (event) => seen.retried.push(event),
      breakerChanged: (event) => seen.breakers.push(event),
      shed: (event) => seen.shed.push(event),
      disconnected: (event) => seen.disconnected.push(event),
    },
    ...options,
  });
  const pair = { server, upstream, seen };
  running.push(pair);
  return pair;
}

/** Ends all that were started. For `afterEach`. */
export async function closeUpstreamsWithServers(): Promise<void> {
  for (const { server, upstream } of running.splice(0)) {
    await server.close();
    await upstream.close();
  }
}

/** The credential of a caller. */
export function credentialOf(caller: string): string {
  return `Basic ${Buffer.from(`${caller}:password`).toString('base64')}`;
}

const identify = createCallerIdentity();

/** A question with a signal that nobody aborts, and five seconds. */
export function question(more: Partial<UpstreamCall> = {}): UpstreamCall {
  const { authorization = credentialOf('caller') } = more;
  return {
    report: 'callTriggers',
    target: '/igrps/1/triggers/calls?limit=10',
    authorization,
    caller: identify(authorization),
    fields: 1,
    signal: new LeaveController(),
    deadlineAt: performance.now() + 5_000,
    ...more,
  };
}

/** The code of a promise's failure; `none` if it did not fail. */
export function codeOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => 'none',
    (error: unknown) => (typeof error === 'object' && error !== null && 'code' in error ? error.code : error),
  );
}

export interface Gate {
  readonly opened: Promise<void>;
  readonly open: () => void;
}

/** A promise that is resolved from outside. */
export function createGate(): Gate {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}
