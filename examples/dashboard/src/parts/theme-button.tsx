/** Light or dark: the system's choice, until the button says otherwise. */
import { useEffect, useState } from 'react';
import { chooseTheme, keptTheme, type Theme } from '../theme.js';

const systemTheme = (): Theme => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');

export function ThemeButton() {
  const [chosen, setChosen] = useState<Theme | null>(keptTheme);
  const [system, setSystem] = useState<Theme>(systemTheme);
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const follow = () => setSystem(systemTheme());
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  const other: Theme = (chosen ?? system) === 'dark' ? 'light' : 'dark';
  return (
    <button
      type="button"
      onClick={() => {
        setChosen(other);
        chooseTheme(other);
      }}
    >
      {other === 'dark' ? 'Dark' : 'Light'}
      <span className="hidden"> colours</span>
    </button>
  );
}
