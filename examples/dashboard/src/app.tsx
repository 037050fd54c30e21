/** Who is signed in, if anybody: the one place that holds what carries the credential. */
import { useState } from 'react';
import { Provider, type Client } from 'urql';
import { Downloads, type Download } from './gateway/download.js';
import { Dashboard } from './dashboard.js';
import { Boundary } from './parts/boundary.js';
import type { StartQuery } from './gql/graphql.js';
import type { Settings } from './settings.js';
import { SignIn } from './sign-in.js';

/** A caller whose credential was accepted, and what the gateway said at the sign-in. */
export interface Caller {
  readonly name: string;
  readonly client: Client;
  readonly download: Download;
  readonly start: StartQuery;
}

export function App({ settings }: { readonly settings: Settings }) {
  const [caller, setCaller] = useState<Caller | null>(null);
  /** How often the dashboard was started, each time with the view that is shown at first. */
  const [starts, setStarts] = useState(0);
  const startAgain = () => {
    history.replaceState(null, '', location.pathname);
    setStarts(starts + 1);
  };
  if (!caller) return <SignIn settings={settings} onSignedIn={setCaller} />;
  return (
    <Provider value={caller.client}>
      <Downloads value={caller.download}>
        <Boundary of={starts} wayOut={{ text: 'Start again', take: startAgain }}>
          <Dashboard key={starts} caller={caller} firstView={settings.view ?? ''} onSignOut={() => setCaller(null)} />
        </Boundary>
      </Downloads>
    </Provider>
  );
}
