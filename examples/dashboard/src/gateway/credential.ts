/** The caller's credential. It lives in the memory of the page alone: no storage, no cookie, no address holds it. */

export type Credential =
  { readonly kind: 'password'; readonly user: string; readonly password: string } | { readonly kind: 'key'; readonly key: string };

/** The value of the `Authorization` header. */
export function authorizationOf(credential: Credential): string {
  if (credential.kind === 'key') return `ApiKey ${credential.key}`;
  const bytes = new TextEncoder().encode(`${credential.user}:${credential.password}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}

/** What the page calls the caller. */
export const nameOf = (credential: Credential): string => (credential.kind === 'key' ? 'API key' : credential.user);
