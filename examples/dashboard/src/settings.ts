/** What the page is told by whoever serves it: `settings.json` beside it. */

/** A user that a demonstration offers at the sign-in. */
export interface OfferedUser {
  readonly user: string;
  readonly password: string;
  readonly about: string;
}

export interface Settings {
  /** The URL of the gateway's /graphql; relative ones are read from the page. */
  readonly gateway: string;
  /** What is shown first, as the part of the page's own address behind `#`. */
  readonly view?: string;
  /** Users to sign in as with one click: in a demonstration alone. */
  readonly users?: readonly OfferedUser[];
}

/** Reads the settings. Throws where there are none. */
export async function loadSettings(): Promise<Settings> {
  const response = await fetch('settings.json');
  if (!response.ok) throw new Error(`settings.json must be there, but got: ${response.status}`);
  // The file is written by whoever serves the page, as docs/dashboard.md says.
  return (await response.json()) as Settings;
}
