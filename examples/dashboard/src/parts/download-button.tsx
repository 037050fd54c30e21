/** Saves what a panel shows as a file. A file is saved whole or not at all, and why not is said. */
import { useContext, useEffect, useRef, useState } from 'react';
import type { AnyVariables } from 'urql';
import { DownloadFailed, Downloads, type ReportFile } from '../gateway/download.js';
import type { Fault } from '../gateway/faults.js';
import type { Question } from '../gateway/use-answer.js';
import { formatBytes } from '../labels.js';
import { FaultNote } from './fault-note.js';

interface DownloadButtonProps<Data, Variables extends AnyVariables> {
  /** What is shown: another one takes what was said of the last file away. */
  readonly of: unknown;
  readonly question: () => Question<Data, Variables>;
  readonly about: string;
  /** What a file of this table does not hold; null where it holds all. */
  readonly note: string | null;
}

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly bytes: number; readonly stop: AbortController }
  | { readonly kind: 'saved'; readonly file: ReportFile; readonly note: string | null }
  | { readonly kind: 'failed'; readonly fault: Fault };

const IDLE: State = { kind: 'idle' };

export function DownloadButton<Data, Variables extends AnyVariables>({ of, question, about, note }: DownloadButtonProps<Data, Variables>) {
  const download = useContext(Downloads);
  const [state, setState] = useState<State>(IDLE);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  useEffect(() => setState((now) => (now.kind === 'running' ? now : IDLE)), [of]);

  const start = async () => {
    const stop = new AbortController();
    running.current = stop;
    setState({ kind: 'running', bytes: 0, stop });
    try {
      const file = await download(question(), { signal: stop.signal, onBytes: (bytes) => setState({ kind: 'running', bytes, stop }) });
      save(file);
      setState({ kind: 'saved', file, note });
    } catch (error) {
      setState(error instanceof DownloadFailed ? { kind: 'failed', fault: error.fault } : IDLE);
    }
  };
  return (
    <>
      <button
        type="button"
        title={about}
        // One button for both, so that the focus stays where it is.
        onClick={() => (state.kind === 'running' ? state.stop.abort() : void start())}
      >
        {state.kind === 'running' ? 'Stop download' : 'Download CSV'}
      </button>
      <p className="muted told" aria-live="polite">
        {state.kind === 'running' && 'Downloading '}
        {state.kind === 'running' && state.bytes > 0 && <span aria-hidden="true">{formatBytes(state.bytes)}</span>}
        {state.kind === 'saved' && `Saved ${state.file.name}, ${formatBytes(state.file.content.size)}. ${state.note ?? ''}`}
      </p>
      <div role="alert" className="told">
        {state.kind === 'failed' && <FaultNote fault={state.fault} {...(state.fault.retryable ? { onRetry: () => void start() } : {})} />}
      </div>
    </>
  );
}

/** Hands the file to the browser. */
function save({ name, content }: ReportFile): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Not every browser has read the content by the time the click is over.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
