/** A text that is typed, or chosen by name: channels, goals, dial-in groups and segments have numbers that nobody knows by heart. */
import { useId, type ComponentProps } from 'react';
import { useQuery } from 'urql';
import { CHOICES } from '../documents.js';
import type { ChoicesQuery } from '../gql/graphql.js';
import type { Condition } from '../view.js';

interface ValueInputProps extends Pick<ComponentProps<'input'>, 'name' | 'aria-describedby'> {
  readonly igrp: number;
  /** The field that the value is of. */
  readonly field: string;
}

type Installation = NonNullable<ChoicesQuery['installation']>;
interface Choice {
  readonly value: string;
  /** What the value is called; null where it is a name itself. */
  readonly name: string | null;
}

const channels = ({ channels: report }: Installation) => report?.rows ?? [];
const goals = ({ goals: report }: Installation) => report?.rows ?? [];
const dialInGroups = ({ dialInGroups: report }: Installation) => report?.rows ?? [];
const segments = ({ segments: report }: Installation) => report?.rows ?? [];
const numbered = (value: number | null, name: string | null): Choice => ({ value: String(value), name });
const named = (name: string | null): Choice => ({ value: name ?? '', name: null });

/** The fields whose values are offered. */
const OFFERED: ReadonlyMap<string, (installation: Installation) => readonly Choice[]> = new Map([
  ['ch', (one) => channels(one).map(({ channelId, channelName }) => numbered(channelId, channelName))],
  ['chName', (one) => channels(one).map(({ channelName }) => named(channelName))],
  ['goal', (one) => goals(one).map(({ goalId, goalTitle }) => numbered(goalId, goalTitle))],
  ['goalTitle', (one) => goals(one).map(({ goalTitle }) => named(goalTitle))],
  ['dgrp', (one) => dialInGroups(one).map(({ dgrp, dgrpName }) => numbered(dgrp, dgrpName))],
  ['dgrpName', (one) => dialInGroups(one).map(({ dgrpName }) => named(dgrpName))],
  ['segment', (one) => segments(one).map(({ segment, segmentName }) => numbered(segment, segmentName))],
  ['segmentName', (one) => segments(one).map(({ segmentName }) => named(segmentName))],
]);

/** The values of a field with their names; empty where it has none to offer, or they are not there yet. Asked for where `isWanted`. */
export function useChoices(igrp: number, field: string, isWanted: boolean): readonly Choice[] {
  const offer = OFFERED.get(field);
  const [{ data }] = useQuery({ query: CHOICES, variables: { igrp }, pause: !offer || !isWanted });
  return offer && isWanted && data?.installation ? offer(data.installation) : [];
}

/** A value of a field, or several of them where the operator takes a list. */
type Named = Pick<Condition, 'field' | 'text'> & Partial<Pick<Condition, 'operator'>>;

/** What values are called, of the fields that are used: "Google Ads" for channel 11. A value without a known name stays as it is. */
export function useValueNames(igrp: number, used: readonly Pick<Condition, 'field'>[]): (value: Named) => string {
  const isNumbered = used.some(({ field }) => OFFERED.has(field));
  const [{ data }] = useQuery({ query: CHOICES, variables: { igrp }, pause: !isNumbered });
  return ({ field, operator, text }) => {
    const choices = data?.installation ? (OFFERED.get(field)?.(data.installation) ?? []) : [];
    const nameOf = (value: string) => choices.find((choice) => choice.value === value.trim())?.name ?? value;
    return operator === 'in' || operator === 'nin' ? text.split(',').map(nameOf).join(', ') : nameOf(text);
  };
}

export function ValueInput({ igrp, field, ...input }: ValueInputProps) {
  const list = useId();
  const choices = useChoices(igrp, field, true);
  return (
    <>
      <input required {...input} list={choices.length > 0 ? list : undefined} />
      {choices.length > 0 && (
        <datalist id={list}>
          {choices.map(({ value, name }) => (
            <option key={value} value={value}>
              {name ?? value}
            </option>
          ))}
        </datalist>
      )}
    </>
  );
}
