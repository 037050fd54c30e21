/** Light or dark as the caller chose; the browser keeps it for the next visit. */
export type Theme = 'light' | 'dark';

const KEY = 'theme';

/** The theme that was chosen; null where the system's holds, or the browser keeps nothing. */
export function keptTheme(): Theme | null {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === 'light' || kept === 'dark' ? kept : null;
  } catch {
    return null;
  }
}

/** Shows the page in a theme, and keeps it. */
export function chooseTheme(theme: Theme): void {
  showTheme(theme);
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // A browser that keeps nothing shows the system's theme at the next visit.
  }
}

export function showTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
}
