import { loinc } from '../fhir/chart';
import { say, type Said } from '../text/say';
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

type Read = { readonly measures: { code: string; value: string; unit: string }[] } | { readonly fault: { code: string; said: string } };

/** What the fields hold, as the API wants it: a decimal point, a blood pressure of two whole numbers. */
export function measuresOf(typed: Readonly<Record<string, string>>): Read {
  const measures: { code: string; value: string; unit: string }[] = [];
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
