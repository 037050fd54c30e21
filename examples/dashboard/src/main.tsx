/** The page: settings, then the sign-in, then the dashboard of whoever signed in. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { loadSettings } from './settings.js';
import { keptTheme, showTheme } from './theme.js';
import './styles.css';

const root = document.getElementById('root');
if (!root) throw new Error('The page must have an element with the id root.');
const page = createRoot(root);
const theme = keptTheme();
if (theme) showTheme(theme);

loadSettings().then(
  (settings) =>
    page.render(
      <StrictMode>
        <App settings={settings} />
      </StrictMode>,
    ),
  () => page.render(<p className="stop">This page needs a file settings.json beside it that names the gateway.</p>),
);
