/** What every panel shares: the installation, the period, its time zone, and the period compared with. */
import { useState } from 'react';
import { PRESETS, presetOf, todayIn } from '../period.js';
import { COMPARISONS, type Comparison, type View } from '../view.js';

interface ToolbarProps {
  readonly view: View;
  readonly installations: readonly { readonly igrp: number | null; readonly igrpName: string | null }[];
  readonly onChange: (part: Partial<View>) => void;
}

const COMPARISON_NAMES: Readonly<Record<Comparison, string>> = {
  NONE: 'Nothing',
  PREVIOUS_PERIOD: 'Period before',
  PREVIOUS_MONTH: 'Month before',
  PREVIOUS_YEAR: 'Year before',
  PREVIOUS_YEAR_WEEKDAYS: 'Year before, same weekdays',
  RANGE: 'Other dates',
};

export function Toolbar({ view, installations, onChange }: ToolbarProps) {
  const isListed = installations.some(({ igrp }) => igrp === view.igrp);
  /** The named period, in a time zone. */
  const named = (period: string | null, tz: string) => {
    const preset = presetOf(period);
    return preset && { period: preset.name, ...preset.of(todayIn(tz, new Date())) };
  };
  return (
    <div className="toolbar" role="group" aria-label="What is looked at">
      <label className="field wide">
        Installation
        {installations.length > 0 ? (
          <select value={view.igrp} onChange={({ target }) => onChange({ igrp: Number(target.value) })}>
            {installations.map(({ igrp, igrpName }) => (
              <option key={igrp} value={igrp ?? 0}>
                {igrpName ?? igrp} ({igrp})
              </option>
            ))}
            {!isListed && <option value={view.igrp}>{view.igrp}, not among yours</option>}
          </select>
        ) : (
          <NumberField value={view.igrp} onChange={(igrp) => onChange({ igrp })} />
        )}
      </label>
      <label className="field">
        Period
        <select value={view.period ?? ''} onChange={({ target }) => onChange(named(target.value, view.tz) ?? { period: null })}>
          <option value="">Own dates</option>
          {PRESETS.map(({ name, text }) => (
            <option key={name} value={name}>
              {text}
            </option>
          ))}
        </select>
      </label>
      <DateField
        label="From"
        value={view.startDate}
        onChange={(startDate) => onChange({ period: null, ...pushed(startDate, view.endDate, 'end') })}
      />
      <DateField
        label="To"
        value={view.endDate}
        onChange={(endDate) => onChange({ period: null, ...pushed(view.startDate, endDate, 'start') })}
      />
      <label className="field">
        Time zone
        <select value={view.tz} onChange={({ target }) => onChange({ tz: target.value, ...named(view.period, target.value) })}>
          {zonesAround(view.tz).map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll('_', ' ')}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        Compare with
        <select
          value={view.comparison}
          onChange={({ target }) => onChange({ comparison: COMPARISONS.find((one) => one === target.value) ?? 'NONE' })}
        >
          {COMPARISONS.map((one) => (
            <option key={one} value={one}>
              {COMPARISON_NAMES[one]}
            </option>
          ))}
        </select>
      </label>
      {view.comparison === 'RANGE' && (
        <>
          <DateField label="Compared from" value={view.compareStart} onChange={(compareStart) => onChange({ compareStart })} />
          <DateField label="Compared to" value={view.compareEnd} onChange={(compareEnd) => onChange({ compareEnd })} />
        </>
      )}
    </div>
  );
}

/** UTC, the browser's own zone and the chosen one, then all that the browser knows. */
function zonesAround(chosen: string): readonly string[] {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return [...new Set(['UTC', own, chosen, ...Intl.supportedValuesOf('timeZone')])];
}

/** A period whose one end is moved past the other takes the other along. */
function pushed(startDate: string, endDate: string, other: 'start' | 'end') {
  if (startDate <= endDate) return { startDate, endDate };
  return other === 'end' ? { startDate, endDate: startDate } : { startDate: endDate, endDate };
}

interface DateFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (date: string) => void;
}

/** A date is taken when it is whole: on the way to 2026 a year is 2, 20 and 202. */
function DateField({ label, value, onChange }: DateFieldProps) {
  const [draft, setDraft] = useState({ of: value, text: value });
  const text = draft.of === value ? draft.text : value;
  return (
    <label className="field">
      {label}
      <input
        type="date"
        min={FIRST_DAY}
        required
        value={text}
        onChange={({ target }) => {
          if (target.value >= FIRST_DAY) onChange(target.value);
          else setDraft({ of: value, text: target.value });
        }}
        onBlur={() => setDraft({ of: value, text: value })}
      />
    </label>
  );
}

const FIRST_DAY = '1990-01-01';

/** A number is taken when it has been typed to its end. */
function NumberField({ value, onChange }: { readonly value: number; readonly onChange: (value: number) => void }) {
  const take = (text: string) => {
    const typed = Number(text);
    if (Number.isInteger(typed) && typed > 0) onChange(typed);
  };
  return (
    <input
      key={value}
      type="number"
      min={1}
      defaultValue={value}
      onBlur={({ target }) => take(target.value)}
      onKeyDown={({ key, currentTarget }) => key === 'Enter' && take(currentTarget.value)}
    />
  );
}
