import { loinc, measures, type Chart } from '../fhir/chart';
import { shortDate } from '../text/format';
import { number, say, type Said } from '../text/say';
import { text } from './text';

export interface Vital {
  readonly code: string;
  readonly label: Said;
  readonly unit: string;
}

export const vitals: readonly Vital[] = [
  { code: loinc.pressure, label: text.ta, unit: 'mm[Hg]' },
  { code: loinc.pulse, label: text.pulse, unit: '/min' },
  { code: loinc.weight, label: text.weight, unit: 'kg' },
  { code: loinc.saturation, label: text.saturation, unit: '%' },
];

export interface Measured {
  readonly code: string;
  readonly value: string;
  readonly unit: string;
}

export interface Fault {
  readonly code: string;
  readonly said: string;
}

type Read = { readonly measures: readonly Measured[] } | { readonly fault: Fault };

/** What the fields hold, as the API wants it: a decimal point, a blood pressure of two whole numbers. */
export function measuresOf(typed: Readonly<Record<string, string>>): Read {
  const measures: Measured[] = [];
  for (const vital of vitals) {
    const value = (typed[vital.code] ?? '').trim();
    if (value === '') continue;
    if (vital.code === loinc.pressure) {
      const [, high, low] = /^(\d{2,3})\s*[/ -]\s*(\d{2,3})$/.exec(value) ?? [];
      if (!high || !low) return { fault: { code: vital.code, said: say(text.badPressure) } };
      measures.push({ code: vital.code, value: `${high}/${low}`, unit: vital.unit });
    } else {
      const number = value.replace(',', '.');
      if (!/^\d{1,3}(\.\d{1,2})?$/.test(number)) return { fault: { code: vital.code, said: say(text.badNumber(vital.label.fr.split(',')[0] ?? '')) } };
      measures.push({ code: vital.code, value: number, unit: vital.unit });
    }
  }
  return { measures };
}

const isFar = (now: number, before: number): boolean => Math.abs(now - before) > Math.max(3, before * 0.15);

/**
 * A weight that is no likely one after the last: 57 for 75. The server refuses what is impossible.
 *
 * @param but the measure that is being corrected says nothing of what is likely
 */
export function doubt(chart: Chart, typed: readonly Measured[], but?: string): Fault | undefined {
  const weight = typed.find((one) => one.code === loinc.weight);
  const before = measures(chart, loinc.weight).filter((one) => one.id !== but).at(-1);
  if (!weight || !before || Date.now() - Date.parse(before.at) > 366 * 86_400_000) return undefined;
  const now = Number(weight.value);
  const then = before.ucum === 'g' ? before.value / 1000 : before.value;
  return isFar(now, then) ? { code: loinc.weight, said: say(text.doubtfulWeight(number(now), number(then), shortDate(before.at))) } : undefined;
}
