import { newId } from '../api/bytes';
import type { Drug, Duration, KeptFor, Renewed, Understood } from '../api/types';
import type { SignedLine } from '../fhir/chart';

/**
 * A line of the sheet, as the API takes it; `from` is what was typed, so that it can be corrected. Its length may be
 * given later, everything else stands from the start.
 */
export interface Line {
  readonly key: string;
  readonly from: string;
  /** The signed line that it prescribes again. */
  readonly renews?: string;
  readonly name: string;
  readonly drug: string | { readonly text: string };
  readonly brand?: string | undefined;
  readonly dose: string;
  readonly form: string;
  readonly route: string;
  readonly posology: string;
  /** Printed as it was written, and not computed. */
  readonly verbatim?: boolean;
  readonly duration: Duration | undefined;
  readonly units: string | number | undefined;
  readonly renewals: number;
  readonly ald: boolean;
  readonly nonSubstitutable: KeptFor | undefined;
}

/** A signed line that could not be taken over, and why. */
export interface Left {
  readonly of: string;
  readonly name: string;
  readonly reason: string;
  readonly source: string;
}

export interface Sheet {
  readonly id: string;
  readonly lines: readonly Line[];
  readonly removed: readonly Line[];
  readonly left: readonly Left[];
}

export const drugName = (drug: Drug): string => [drug.inn, drug.dose].filter(Boolean).join(' ') + (drug.form ? `, ${drug.form}` : '') + (drug.brand ? ` (${drug.brand})` : '');

/** A drug that stands for the words of a line: the one that was picked for them, or that the line had. */
export interface Meant {
  readonly drug: string;
  readonly of: string;
}

/** The drug meant while these words go on as they began: name and first number are still the same. */
export function meantBy(typed: string, meant: Meant | undefined): string | undefined {
  const head = /^\D*[\d.,]*/.exec(meant?.of.trim() ?? '')?.[0].trimEnd() ?? '';
  return meant && typed.trim().startsWith(head) ? meant.drug : undefined;
}

/** From what was understood; undefined while something is missing that is not the length. */
export function lineFrom(key: string, from: string, read: Understood): Line | undefined {
  if (!read.drug || !read.posology || read.missing.some((field) => field !== 'duration')) return undefined;
  const { drug } = read;
  return { key, from, name: drugName(drug), drug: drug.id, brand: drug.brand, dose: drug.dose, form: drug.form, route: drug.route, posology: read.posology, verbatim: read.verbatim, duration: read.duration, units: read.units, renewals: read.renewals ?? 0, ald: read.ald, nonSubstitutable: read.nonSubstitutable };
}

/**
 * The posology that stays word for word while a signed line is corrected: the strength before it is not typed by her, so
 * it says nothing of a number after it.
 */
export const wordsKept = (line: Line | undefined): string | undefined => (line?.renews !== undefined && line.verbatim && line.posology !== '' ? line.posology : undefined);

/** What she set on the line stays, unless the words now say otherwise; a brand belongs to its drug. */
export function corrected(before: Line, line: Line): Line {
  const branded = line.brand === undefined && line.drug === before.drug;
  return {
    ...line,
    ...(branded ? { brand: before.brand, name: before.name } : {}),
    ...(before.renews ? { renews: before.renews } : {}),
    ald: line.ald || before.ald,
    nonSubstitutable: line.nonSubstitutable ?? before.nonSubstitutable,
  };
}

/** A signed line again, field by field; how long is to be given. */
export function lineAgain(of: string, again: NonNullable<Renewed['line']>): Line {
  const { drug, text = '', posology } = again;
  const same = { key: newId(), renews: of, route: again.route, posology, verbatim: drug !== undefined && again.verbatim, duration: undefined, units: undefined, renewals: 0, ald: again.ald, nonSubstitutable: again.nonSubstitutable };
  return drug
    ? { ...same, from: `${drug.inn} ${drug.dose} ${posology}`, name: drugName(drug), drug: drug.id, brand: drug.brand, dose: drug.dose, form: drug.form }
    : { ...same, from: text, name: text, drug: { text }, dose: '', form: '' };
}

/** Signed lines taken over into a sheet: each once, as a line or among those that are left, with the reason. */
export function takenOver(sheet: Sheet, renewed: readonly Renewed[]): Sheet {
  const known = new Set([...sheet.lines, ...sheet.removed].map((line) => line.renews));
  return {
    ...sheet,
    lines: [...sheet.lines, ...renewed.flatMap(({ of, line }) => (line && !known.has(of) ? [lineAgain(of, line)] : []))],
    left: [...sheet.left.filter((one) => !renewed.some(({ of }) => of === one.of)), ...renewed.flatMap(({ of, left }) => (left ? [{ of, ...left }] : []))],
  };
}

/** Whether the law still asks of a line how long, or how many. */
export const lacksLength = (line: Line): boolean => typeof line.drug === 'string' && line.duration === undefined && (line.units ?? '') === '';

/** Printed word for word, with a length in its words ("x2/j 8 j"): one for all others would contradict it. */
export const saysLength = (line: Line): boolean => line.verbatim === true && /\d\s*(j|jrs?|jours?|sem|semaines?|m|mois|ans?)(?![a-zà-ÿ])/i.test(line.posology);

/** To whom a length is given at once: to every line that lacks one, and to each that says one itself alone, after them. */
export function lacking(lines: readonly Line[]): readonly Line[] {
  const all = lines.filter(lacksLength);
  const silent = all.filter((line) => !saysLength(line));
  return silent.length > 0 ? silent : all.slice(0, 1);
}

export function lengthened(sheet: Sheet, duration: Duration, renewals: number | undefined): Sheet {
  const given = new Set(lacking(ordered(sheet.lines)));
  return { ...sheet, lines: sheet.lines.map((one) => (given.has(one) ? { ...one, duration, renewals: renewals ?? one.renewals } : one)) };
}

const units: Readonly<Record<string, readonly [string, string]>> = { d: ['jour', 'jours'], j: ['jour', 'jours'], jour: ['jour', 'jours'], jours: ['jour', 'jours'], wk: ['semaine', 'semaines'], semaine: ['semaine', 'semaines'], semaines: ['semaine', 'semaines'], mo: ['mois', 'mois'], mois: ['mois', 'mois'], a: ['an', 'ans'] };

export function durationText(duration: Duration | undefined): string {
  if (!duration) return '';
  const [one, many] = units[duration.unit] ?? [duration.unit, duration.unit];
  return `${duration.value} ${duration.value > 1 ? many : one}`;
}

const lengthText = (line: Line): string =>
  [durationText(line.duration), line.units === undefined ? '' : typeof line.units === 'number' ? `${line.units} unités` : line.units, line.renewals > 0 ? `renouvelable ${line.renewals} fois` : ''].filter(Boolean).join(', ');

export const posologyLine = (line: Line): string => [line.posology, lengthText(line)].filter(Boolean).join(' · ');

/** The lines that a signed sheet does not hold, each signed line standing for one: a line that was changed since is another. */
export function unsigned(lines: readonly Line[], signed: readonly SignedLine[]): readonly Line[] {
  const open = [...signed];
  return lines.filter((line) => {
    const at = open.findIndex((one) => isThat(line, one));
    if (at >= 0) open.splice(at, 1);
    return at < 0;
  });
}

function isThat(line: Line, signed: SignedLine): boolean {
  const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();
  const brand = line.brand ? ` (${line.brand})` : '';
  const name = plain(brand && line.name.endsWith(brand) ? line.name.slice(0, -brand.length) : line.name);
  const label = plain(signed.label);
  const named = label === name || (line.nonSubstitutable !== undefined && label.startsWith(`${name} (`));
  return named && plain(line.posology) === plain(signed.posology) && plain(lengthText(line)) === plain(signed.length) && line.ald === signed.ald && line.nonSubstitutable === signed.kept;
}

/** The bizone order: related to the long-term illness first; numbers run over both zones. */
export const ordered = (lines: readonly Line[]): readonly Line[] => [...lines.filter((line) => line.ald), ...lines.filter((line) => !line.ald)];

export const posted = (lines: readonly Line[]) =>
  ordered(lines).map((line) => ({
    drug: line.drug,
    ...(line.brand && line.nonSubstitutable ? { brand: line.brand } : {}),
    dose: line.dose,
    form: line.form,
    route: line.route,
    posology: line.posology,
    ...(line.verbatim ? { verbatim: true } : {}),
    duration: line.duration,
    renewals: line.renewals,
    ald: line.ald,
    ...(line.units === undefined ? {} : { units: line.units }),
    ...(line.nonSubstitutable ? { nonSubstitutable: line.nonSubstitutable } : {}),
  }));
