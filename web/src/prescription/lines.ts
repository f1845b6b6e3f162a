import type { Drug, Duration, Understood } from '../api/types';
import type { Treatment } from '../fhir/chart';

/** A line of the sheet, as the API takes it; `from` is what was typed, so that it can be corrected. */
export interface Line {
  readonly key: string;
  readonly from: string;
  readonly name: string;
  readonly drug: string | { readonly text: string };
  readonly dose: string;
  readonly form: string;
  readonly route: string;
  readonly posology: string;
  readonly duration: Duration | undefined;
  readonly units: string | number | undefined;
  readonly renewals: number;
  readonly ald: boolean;
  readonly nonSubstitutable: 'MTE' | 'EFG' | 'CIF' | undefined;
}

export interface Sheet {
  readonly id: string;
  readonly lines: readonly Line[];
  readonly removed: readonly Line[];
}

export const drugName = (drug: Drug): string => [drug.inn, drug.dose].filter(Boolean).join(' ') + (drug.form ? `, ${drug.form}` : '') + (drug.brand ? ` (${drug.brand})` : '');

/** From what was understood; undefined while something the law asks is missing. */
export function lineFrom(key: string, from: string, read: Understood, ald: boolean): Line | undefined {
  if (!read.drug || read.missing.length > 0 || !read.posology) return undefined;
  return { key, from, name: drugName(read.drug), drug: read.drug.id, dose: read.drug.dose, form: read.drug.form, route: read.drug.route, posology: read.posology, duration: read.duration, units: read.units, renewals: read.renewals ?? 0, ald, nonSubstitutable: undefined };
}

/** The text of a current line, to be understood again: nothing is renewed without being read. */
export const renewalText = (line: Treatment): string => [line.label, line.posology].filter(Boolean).join(' ');

const units: Readonly<Record<string, readonly [string, string]>> = { d: ['jour', 'jours'], j: ['jour', 'jours'], jour: ['jour', 'jours'], jours: ['jour', 'jours'], wk: ['semaine', 'semaines'], semaine: ['semaine', 'semaines'], semaines: ['semaine', 'semaines'], mo: ['mois', 'mois'], mois: ['mois', 'mois'], a: ['an', 'ans'] };

export function durationText(duration: Duration | undefined): string {
  if (!duration) return '';
  const [one, many] = units[duration.unit] ?? [duration.unit, duration.unit];
  return `${duration.value} ${duration.value > 1 ? many : one}`;
}

export const posologyLine = (line: Line): string =>
  [line.posology, [durationText(line.duration), line.units === undefined ? '' : typeof line.units === 'number' ? `${line.units} unités` : line.units, line.renewals > 0 ? `renouvelable ${line.renewals} fois` : ''].filter(Boolean).join(', ')].filter(Boolean).join(' · ');

/** The bizone order: related to the long-term illness first; numbers run over both zones. */
export const ordered = (lines: readonly Line[]): readonly Line[] => [...lines.filter((line) => line.ald), ...lines.filter((line) => !line.ald)];

export const posted = (lines: readonly Line[]) =>
  ordered(lines).map((line) => ({
    drug: line.drug,
    dose: line.dose,
    form: line.form,
    route: line.route,
    posology: line.posology,
    duration: line.duration,
    renewals: line.renewals,
    ald: line.ald,
    ...(line.units === undefined ? {} : { units: line.units }),
    ...(line.nonSubstitutable ? { nonSubstitutable: line.nonSubstitutable } : {}),
  }));
