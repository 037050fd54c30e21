/** Whether one may take the package under a permissive licence, by an SPDX expression. */
export function isPermissive(expression: unknown): boolean;

/** Production packages of a lock file, counted, and those whose licence is not permissive. `manifestOf` reads an installed package.json. */
export function checkLicences(
  lock: { readonly packages?: Readonly<Record<string, { readonly dev?: boolean; readonly optional?: boolean }>> },
  manifestOf: (path: string) => { readonly name?: string; readonly version?: string; readonly license?: unknown } | null,
): { readonly count: number; readonly refused: readonly string[] };
