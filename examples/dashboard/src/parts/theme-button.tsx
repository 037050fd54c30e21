/** Light or dark: the system's choice, until the button says otherwise. */
import { useEffect, useState } from 'react';

type Theme = 'light' | 'dark';

const systemTheme = (): Theme => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');

export function ThemeButton() {
  const [chosen, setChosen] = useState<Theme | null>(null);
  const [system, setSystem] = useState<Theme>(systemTheme);
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const follow = () => setSystem(systemTheme());
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  useEffect(() => {
    if (chosen) document.documentElement.dataset['theme'] = chosen;
  }, [chosen]);
  const other: Theme = (chosen ?? system) === 'dark' ? 'light' : 'dark';
  return (
    <button type="button" onClick={() => setChosen(other)}>
      {other === 'dark' ? 'Dark' : 'Light'}
      <span className="hidden"> colours</span>
    </button>
  );
}
