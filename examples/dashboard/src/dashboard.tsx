/** What a signed-in caller sees: the toolbar, and a panel for every question. A panel that fails leaves the others be. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Caller } from './app.js';
import { CallsPanel } from './panels/calls-panel.js';
import { Refreshes } from './gateway/refresh.js';
import { OverviewPanel } from './panels/overview-panel.js';
import { PerformancePanel } from './panels/performance-panel.js';
import { sharedFilterFields } from './panels/report-filters.js';
import { Boundary } from './parts/boundary.js';
import { Logo } from './parts/logo.js';
import { ThemeButton } from './parts/theme-button.js';
import { ConditionPicker } from './pickers/condition-picker.js';
import { Toolbar } from './pickers/toolbar.js';
import { readView, writeView, type View } from './view.js';

interface DashboardProps {
  readonly caller: Caller;
  /** Shown where the address says nothing. */
  readonly firstView: string;
  readonly onSignOut: () => void;
}

/** The reports that the panels ask. */
const METRICS = 'channelMetrics';
const CALLS = 'callTriggers';

export function Dashboard({ caller, firstView, onSignOut }: DashboardProps) {
  const installations = caller.start.installations?.rows ?? [];
  const first = installations[0]?.igrp ?? 1;
  const [view, setView] = useState(() => addressedView(firstView, first));
  const [refreshes, setRefreshes] = useState(0);
  const refresh = useCallback(() => setRefreshes((before) => before + 1), []);
  const change = useCallback((part: Partial<View>) => setView((now) => ({ ...now, ...part })), []);

  useEffect(() => {
    const text = `#${writeView(view)}`;
    if (location.hash === text) return;
    // An address that said nothing is no place to go back to.
    if (location.hash.length > 1) history.pushState(null, '', text);
    else history.replaceState(null, '', text);
  }, [view]);
  useEffect(() => {
    const back = () => setView(addressedView(firstView, first));
    addEventListener('popstate', back);
    return () => removeEventListener('popstate', back);
  }, [firstView, first]);

  const metrics = caller.start.reports.find(({ name }) => name === METRICS);
  const calls = caller.start.reports.find(({ name }) => name === CALLS);
  const shared = useMemo(() => (metrics && calls ? sharedFilterFields(metrics, calls) : []), [metrics, calls]);
  return (
    <Refreshes value={refreshes}>
      <a className="skip" href="#main" onClick={(event) => (event.preventDefault(), document.getElementById('main')?.focus())}>
        Skip to the reports
      </a>
      <header className="top">
        <div className="top-row">
          <Logo />
          <p className="brand">Infinity Reports</p>
          <span className="grow" />
          <span className="muted who">
            Signed in as <strong>{caller.name}</strong>
          </span>
          <ThemeButton />
          <button type="button" onClick={onSignOut}>
            Sign out
          </button>
        </div>
        <Toolbar view={view} installations={installations} onChange={change} />
      </header>
      <main id="main" tabIndex={-1}>
        <h1 className="hidden">Channel performance and calls</h1>
        <ConditionPicker
          igrp={view.igrp}
          fields={shared}
          label="Filters"
          conditions={view.filter}
          onChange={(filter) => change({ filter })}
        />
        {metrics && (
          <>
            <Boundary of={view}>
              <OverviewPanel view={view} report={metrics} onRefresh={refresh} />
            </Boundary>
            <Boundary of={view}>
              <PerformancePanel view={view} report={metrics} shared={shared} calls={calls} onChange={change} />
            </Boundary>
          </>
        )}
        {calls && (
          <Boundary of={view}>
            <CallsPanel view={view} report={calls} shared={shared} onChange={change} />
          </Boundary>
        )}
      </main>
    </Refreshes>
  );
}

/** The view of the page's address; `firstView` where that says nothing, and the installation `first` where neither names one. */
function addressedView(firstView: string, first: number): View {
  const view = readView(location.hash.length > 1 ? location.hash : firstView, new Date());
  return view.igrp > 0 ? view : { ...view, igrp: first };
}
