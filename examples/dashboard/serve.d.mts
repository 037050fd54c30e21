/** Types of serve.mjs, for the tests. */

export const DEMO_SETTINGS: {
  readonly view: string;
  readonly users: readonly { readonly user: string; readonly password: string; readonly about: string }[];
};

export interface ServedDashboard {
  readonly origins: readonly string[];
  readonly setSettings: (settings: Readonly<Record<string, unknown>>) => void;
  readonly close: () => void;
}

export function serveDashboard(port: number | string): Promise<ServedDashboard>;
