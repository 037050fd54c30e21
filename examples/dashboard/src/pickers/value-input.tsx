/** A text that is typed, or chosen by name: goals and channels have numbers that nobody knows by heart. */
import { useId, type ComponentProps } from 'react';
import { useQuery } from 'urql';
import { CHOICES } from '../documents.js';
import type { ChoicesQuery } from '../gql/graphql.js';

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
const numbered = (value: number | null, name: string | null): Choice => ({ value: String(value), name });
const named = (name: string | null): Choice => ({ value: name ?? '', name: null });

/** The fields whose values are offered. */
const OFFERED: ReadonlyMap<string, (installation: Installation) => readonly Choice[]> = new Map([
  ['ch', (one) => channels(one).map(({ channelId, channelName }) => numbered(channelId, channelName))],
  ['chName', (one) => channels(one).map(({ channelName }) => named(channelName))],
  ['goal', (one) => goals(one).map(({ goalId, goalTitle }) => numbered(goalId, goalTitle))],
  ['goalTitle', (one) => goals(one).map(({ goalTitle }) => named(goalTitle))],
]);

export function ValueInput({ igrp, field, ...input }: ValueInputProps) {
  const list = useId();
  const offer = OFFERED.get(field);
  const [{ data }] = useQuery({ query: CHOICES, variables: { igrp }, pause: !offer });
  const choices = offer && data?.installation ? offer(data.installation) : [];
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
