/** Asks the gateway, and keeps each answer together with the question that it answers. */
import { useCallback, useContext, useEffect, useRef, useState } from 'react';
import { useClient, type AnyVariables, type OperationResult, type TypedDocumentNode } from 'urql';
import { ASKED_ANEW } from './client.js';
import { faultsOf, type Fault } from './faults.js';
import { Refreshes } from './refresh.js';

/** A document and its variables, and whatever the panel needs to show the answer, such as its columns. */
export interface Question<Data, Variables extends AnyVariables> {
  readonly document: TypedDocumentNode<Data, Variables>;
  readonly variables: Variables;
}

export interface Answer<Data, Asked> {
  /** The latest answer and its own question; while a new question is asked, the one before. Null until there is one. */
  readonly last: { readonly asked: Asked; readonly data: Data | undefined } | null;
  readonly faults: readonly Fault[];
  readonly isBusy: boolean;
  /** Asks again, past what is kept here or by the gateway. */
  readonly retry: () => void;
}

/**
 * Asks when the question changes; one that is equal has to be the same object. Rows must be shown by `last.asked`, never by the question
 * of the moment: they answer another one until their successors are there. Null asks nothing and keeps no answer.
 */
export function useAnswer<Data, Variables extends AnyVariables, Asked extends Question<Data, Variables>>(
  asked: (Asked & Question<Data, Variables>) | null,
): Answer<Data, Asked> {
  const client = useClient();
  const [last, setLast] = useState<{ readonly asked: Asked; readonly result: OperationResult<Data, Variables> } | null>(null);
  const [retries, setRetries] = useState(0);
  const [isRetrying, setRetrying] = useState(false);
  const refreshes = useContext(Refreshes);
  /** The refresh that the last question was asked at. */
  const askedAt = useRef(refreshes);
  const isRefreshing = askedAt.current !== refreshes;
  useEffect(() => {
    const isAnew = isRetrying || isRefreshing;
    askedAt.current = refreshes;
    if (!asked) return setLast(null);
    if (isAnew) setRetrying(true);
    const { unsubscribe } = client
      .query(asked.document, asked.variables, isAnew ? ASKED_ANEW : { requestPolicy: 'cache-first' })
      .subscribe((result) => {
        setLast({ asked, result });
        setRetrying(false);
      });
    return unsubscribe;
    // isRetrying says how the next question is asked; that it ends asks nothing.
  }, [client, asked, retries, refreshes]);
  const retry = useCallback(() => {
    setRetrying(true);
    setRetries((before) => before + 1);
  }, []);
  const isBusy = asked !== null && (isRetrying || last?.asked !== asked || last.result.stale);
  return { last: last && { asked: last.asked, data: last.result.data }, faults: faultsOf(last?.result.error), isBusy, retry };
}
