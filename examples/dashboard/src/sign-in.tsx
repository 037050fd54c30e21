/** The sign-in. The credential is tried on the gateway before anything is shown, and stays in memory. */
import { useId, useState, type FormEvent } from 'react';
import type { Caller } from './app.js';
import { START } from './documents.js';
import { createGatewayClient } from './gateway/client.js';
import { createDownload } from './gateway/download.js';
import { nameOf, type Credential } from './gateway/credential.js';
import { faultsOf, type Fault } from './gateway/faults.js';
import { FaultNote } from './parts/fault-note.js';
import { Logo } from './parts/logo.js';
import type { Settings } from './settings.js';

interface SignInProps {
  readonly settings: Settings;
  readonly onSignedIn: (caller: Caller) => void;
}

export function SignIn({ settings, onSignedIn }: SignInProps) {
  const [kind, setKind] = useState<Credential['kind']>('password');
  const [fault, setFault] = useState<Fault | null>(null);
  const [isBusy, setBusy] = useState(false);
  const title = useId();

  const signIn = async (credential: Credential) => {
    setBusy(true);
    setFault(null);
    const client = createGatewayClient(settings.gateway, credential);
    const { data, error } = await client.query(START, {}).toPromise();
    const faults = faultsOf(error);
    const refusal = faults.find(({ code }) => code === 'UNAUTHENTICATED');
    setBusy(false);
    // Without the list of installations the number of one can still be typed; without the catalogue there is nothing to show.
    if (data && !refusal)
      onSignedIn({ name: nameOf(credential), client, download: createDownload(settings.gateway, credential), start: data });
    else setFault(refusal ?? faults[0] ?? null);
  };

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '');
    void signIn(kind === 'key' ? { kind, key: text('key') } : { kind, user: text('user'), password: text('password') });
  };

  return (
    <main className="sign-in">
      <form className="card sign-in-card" onSubmit={submit} aria-labelledby={title}>
        <Logo />
        <h1 id={title}>Sign in to your reports</h1>
        <p className="muted">With the credential of the Reports API. It stays in this tab’s memory and ends with it.</p>
        <fieldset className="segmented">
          <legend className="hidden">Kind of credential</legend>
          {(['password', 'key'] as const).map((one) => (
            <label key={one}>
              <input type="radio" name="kind" checked={kind === one} onChange={() => setKind(one)} />
              <span>{one === 'key' ? 'API key' : 'User and password'}</span>
            </label>
          ))}
        </fieldset>
        {kind === 'key' ? (
          <label className="field">
            API key
            <input name="key" type="password" autoComplete="off" required />
          </label>
        ) : (
          <>
            <label className="field">
              User
              <input name="user" autoComplete="username" autoCapitalize="none" spellCheck={false} required />
            </label>
            <label className="field">
              Password
              <input name="password" type="password" autoComplete="current-password" required />
            </label>
          </>
        )}
        <div role="alert">{fault && <FaultNote fault={fault} />}</div>
        <button className="primary" disabled={isBusy}>
          {isBusy ? 'Signing in …' : 'Sign in'}
        </button>
        {settings.users && (
          <div className="offered">
            <p className="muted">Or try it with made-up data as</p>
            {settings.users.map(({ user, password, about }) => (
              <button key={user} type="button" disabled={isBusy} onClick={() => void signIn({ kind: 'password', user, password })}>
                <strong>{user}</strong>
                <span className="muted">{about}</span>
              </button>
            ))}
          </div>
        )}
      </form>
    </main>
  );
}
