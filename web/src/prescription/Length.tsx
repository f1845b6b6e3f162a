import { Button } from '@mantine/core';
import { useState, type RefObject } from 'react';
import type { Duration } from '../api/types';
import { Field } from '../base/Field';
import { say } from '../text/say';
import css from './prescription.module.css';
import { text } from './text';

const units = [
  { value: 'mo', label: 'mois' },
  { value: 'wk', label: 'semaines' },
  { value: 'd', label: 'jours' },
] as const;

/** How long, once, for every line that does not say it yet: a number and Enter are enough. */
export function Length({ lines, of, input, onGive }: { readonly lines: number; /** The one that is asked alone. */ readonly of: string | undefined; readonly input: RefObject<HTMLInputElement | null>; readonly onGive: (duration: Duration, renewals: number | undefined) => void }) {
  const [value, setValue] = useState('');
  const [unit, setUnit] = useState('mo');
  const [renewals, setRenewals] = useState('');
  const wanted = whole(value, 1, 999);
  const times = whole(renewals, 0, 12);
  const ready = wanted !== undefined && (renewals.trim() === '' || times !== undefined);
  return (
    <form
      className={css.length}
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) return;
        onGive({ value: wanted, unit }, times);
        setValue('');
        setRenewals('');
      }}
    >
      <strong>{of === undefined ? say(text.lengthLacks(lines)) : say(text.lengthOf(of))}</strong>
      <Field label={say(text.lengthFor(lines))} hideLabel value={value} onChange={setValue} inputRef={input} placeholder="3" />
      <Field label={say(text.lengthUnit)} hideLabel value={unit} onChange={setUnit} options={units} />
      <span>{say(text.renewable)}</span>
      <Field label={say(text.renewals)} hideLabel value={renewals} onChange={setRenewals} placeholder="0" />
      <span>{say(text.timesWord)}</span>
      <Button type="submit" size="compact-sm" disabled={!ready}>{say(text.lengthGive(lines))}</Button>
    </form>
  );
}

function whole(typed: string, from: number, to: number): number | undefined {
  const value = /^\d{1,3}$/.test(typed.trim()) ? Number(typed) : NaN;
  return value >= from && value <= to ? value : undefined;
}
