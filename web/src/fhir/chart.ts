import { today as localDayOf } from '../text/format';
import type { AllergyIntolerance, Bundle, CodeableConcept, Composition, Condition, DocumentReference, Encounter, Extension, FhirResource, MedicationRequest, Observation, Patient, Quantity, Reference } from 'fhir/r4';

/**
 * The chart is FHIR as the server keeps it; these views read what a screen shows and change nothing. What a resource
 * does not say is undefined here and "inconnu" on screen.
 */
export type Chart = Bundle;

type Of<T extends FhirResource['resourceType']> = Extract<FhirResource, { resourceType: T }>;

export function all<T extends FhirResource['resourceType']>(chart: Chart, type: T): Of<T>[] {
  return (chart.entry ?? []).flatMap((entry) => (entry.resource?.resourceType === type ? [entry.resource as Of<T>] : []));
}

export const label = (concept: CodeableConcept | undefined): string | undefined => concept?.text ?? concept?.coding?.find((one) => one.display)?.display ?? concept?.coding?.[0]?.code;

export const coded = (concept: CodeableConcept | undefined, code: string): boolean => concept?.coding?.some((one) => one.code === code) ?? false;

const tail = (reference: Reference | undefined): string | undefined => reference?.reference?.split(/[/:]/).pop();

const wrong = (resource: { verificationStatus?: CodeableConcept | undefined; status?: string | undefined }): boolean =>
  resource.status === 'entered-in-error' || coded(resource.verificationStatus, 'entered-in-error') || coded(resource.verificationStatus, 'refuted');

const newestFirst = <T>(at: (item: T) => string | undefined) => (a: T, b: T): number => (at(b) ?? '').localeCompare(at(a) ?? '');

// Who it is

export interface Identity {
  readonly id: string;
  readonly family: string;
  readonly given: string;
  readonly birthFamily: string | undefined;
  readonly born: string | undefined;
  readonly sex: string | undefined;
  readonly phone: string | undefined;
  readonly town: string | undefined;
  readonly address: readonly string[];
  readonly ins: string | undefined;
  /** The INS may be sent only when it is qualified (RNIV). */
  readonly insStatus: string | undefined;
}

export function identity(chart: Chart): Identity | undefined {
  const patient = all(chart, 'Patient')[0];
  if (!patient) return undefined;
  const names = patient.name ?? [];
  const used = names.find((one) => one.use === 'usual') ?? names.find((one) => one.use !== 'maiden' && one.use !== 'old') ?? names[0];
  const birth = names.find((one) => one.use === 'maiden') ?? names.find((one) => one.use === 'official');
  const family = used?.family ?? birth?.family ?? 'nom inconnu';
  const ins = patient.identifier?.find((one) => one.system?.startsWith('urn:oid:1.2.250.1.213.1.4.'));
  return {
    id: patient.id ?? '',
    family,
    given: used?.given?.[0] ?? birth?.given?.[0] ?? '',
    birthFamily: birth?.family && birth.family.toLocaleUpperCase('fr') !== family.toLocaleUpperCase('fr') ? birth.family : undefined,
    born: patient.birthDate,
    sex: patient.gender,
    phone: patient.telecom?.find((one) => one.system === 'phone')?.value,
    town: patient.address?.[0]?.city,
    address: addressOf(patient),
    ins: ins?.value,
    insStatus: reliability(patient),
  };
}

function addressOf(patient: Patient): string[] {
  const at = patient.address?.find((one) => one.use !== 'old');
  const lines = [...(at?.line ?? []), [at?.postalCode, at?.city].filter(Boolean).join(' ')].filter(Boolean);
  return lines.length > 0 ? lines : at?.text ? [at.text] : [];
}

function reliability(patient: Patient): string | undefined {
  const deep = (list: readonly Extension[] | undefined): string | undefined => {
    for (const one of list ?? []) {
      if (/identity-?reliability|identityreliability|identity-status/i.test(one.url)) return one.valueCoding?.code ?? one.valueCode ?? one.valueCodeableConcept?.coding?.[0]?.code ?? deep(one.extension) ?? one.valueString;
      if (one.url === 'identityStatus' || one.url === 'status') return one.valueCoding?.code ?? one.valueCode;
    }
    return undefined;
  };
  return deep(patient.extension) ?? patient.identifier?.map((one) => deep(one.extension)).find((one) => one !== undefined);
}

export const qualified = (status: string | undefined): boolean => /^(qual|qualifiée?)$/i.test(status ?? '');

// What to beware of

export interface Allergy {
  readonly id: string;
  readonly label: string;
  readonly grave: boolean;
  readonly note: string | undefined;
}

export function allergies(chart: Chart): Allergy[] {
  return all(chart, 'AllergyIntolerance')
    .filter((one) => !wrong(one) && !coded(one.clinicalStatus, 'resolved') && !coded(one.clinicalStatus, 'inactive'))
    .map((one) => ({ id: one.id ?? '', label: label(one.code) ?? 'substance inconnue', grave: grave(one), note: noteOf(one) }))
    .sort((a, b) => Number(b.grave) - Number(a.grave) || a.label.localeCompare(b.label, 'fr'));
}

const grave = (one: AllergyIntolerance): boolean => one.criticality === 'high' || (one.reaction?.some((reaction) => reaction.severity === 'severe') ?? false);

const noteOf = (one: AllergyIntolerance): string | undefined =>
  one.note?.[0]?.text ?? one.reaction?.map((reaction) => reaction.description ?? label(reaction.manifestation[0])).find((text) => text !== undefined);

/** "No known allergy" is a statement; an empty list is "inconnu". */
export const noKnownAllergy = (chart: Chart): boolean => all(chart, 'AllergyIntolerance').some((one) => coded(one.code, '716186003') || /aucune allergie/i.test(label(one.code) ?? ''));

export interface Problem {
  readonly id: string;
  readonly label: string;
  readonly since: string | undefined;
  readonly ald: string | undefined;
  readonly active: boolean;
}

export function problems(chart: Chart): Problem[] {
  return all(chart, 'Condition')
    .filter((one) => !wrong(one))
    .map((one) => ({ id: one.id ?? '', label: label(one.code) ?? 'problème sans nom', since: one.onsetDateTime ?? one.onsetString ?? one.onsetPeriod?.start ?? one.recordedDate, ald: ald(one), active: active(one) }))
    .sort((a, b) => Number(b.ald !== undefined) - Number(a.ald !== undefined) || newestFirst<Problem>((problem) => problem.since)(a, b));
}

const active = (one: Condition): boolean => !one.clinicalStatus?.coding?.length || ['active', 'recurrence', 'relapse'].some((code) => coded(one.clinicalStatus, code));

/** "ALD 8" when its number is said, "ALD" when only the fact is. */
function ald(one: Condition): string | undefined {
  const extension = one.extension?.find((each) => /\bald\b/i.test(each.url.split(/[/:]/).pop() ?? ''));
  const value = extension?.valueString ?? extension?.valueCode ?? extension?.valueInteger ?? extension?.valueCoding?.code;
  if (value !== undefined && value !== '') return `ALD ${String(value).replace(/^ALD\s*/i, '')}`.trim();
  if (extension?.valueBoolean) return 'ALD';
  const category = one.category?.find((each) => /\bALD\b/.test(`${each.text ?? ''} ${each.coding?.map((c) => `${c.code ?? ''} ${c.display ?? ''}`).join(' ') ?? ''}`));
  return category ? (label(category) ?? 'ALD') : undefined;
}

// Current treatment

export interface Treatment {
  readonly id: string;
  readonly label: string;
  readonly posology: string | undefined;
  readonly end: string | undefined;
  readonly at: string | undefined;
  readonly ald: boolean;
  readonly resource: MedicationRequest;
}

/**
 * What is taken on that day: of a drug the lines of the newest sheet that names it, all of them; of two of one day the
 * one that was written last. One that is over brings no older one back: its posology was replaced.
 */
export function treatment(chart: Chart, on: string): Treatment[] {
  const newest = new Map<string, string>();
  const sheetOf = (one: Treatment): string => one.resource.groupIdentifier?.value ?? one.id;
  const isNewest = (one: Treatment): boolean => {
    const drug = drugKey(one.resource);
    if (!newest.has(drug)) newest.set(drug, sheetOf(one));
    return newest.get(drug) === sheetOf(one);
  };
  return all(chart, 'MedicationRequest')
    .filter((one) => !wrong(one) && one.status === 'active' && one.intent !== 'proposal')
    .map((one) => ({ id: one.id ?? '', label: drugOf(one), posology: one.dosageInstruction?.map((dose) => dose.text).find((text) => text !== undefined), end: endOf(one), at: one.authoredOn, ald: aldOf(one), resource: one }))
    .sort((a, b) => (dayOf(b.at) ?? '').localeCompare(dayOf(a.at) ?? '') || writtenAt(b.resource) - writtenAt(a.resource))
    .filter((one) => isNewest(one) && (one.end === undefined || one.end >= on))
    .sort((a, b) => a.label.localeCompare(b.label, 'fr'));
}

export const drugOf = (one: MedicationRequest): string => label(one.medicationCodeableConcept) ?? one.medicationReference?.display ?? 'médicament sans nom';

/** Which drug it is, under whichever brand: by the formulary where the line was written from it, else as it is printed. */
const drugKey = (one: MedicationRequest): string => one.medicationCodeableConcept?.coding?.find((each) => each.system === 'urn:carnet:formulary')?.code ?? drugOf(one);

/** An instant, of a resource that says its time; else the moment when its entry was written. */
const writtenAt = (one: MedicationRequest): number => instant(one.authoredOn?.includes('T') ? one.authoredOn : one.meta?.lastUpdated) ?? 0;

const instant = (value: string | undefined): number | undefined => {
  const at = Date.parse(value ?? '');
  return Number.isNaN(at) ? undefined : at;
};

/** The day in Paris of a date or an instant. */
const dayOf = (value: string | undefined): string | undefined => {
  const at = value?.includes('T') ? instant(value) : undefined;
  return at === undefined ? value?.slice(0, 10) : localDayOf(new Date(at));
};

const aldOf = (one: MedicationRequest): boolean =>
  (one.extension?.some((each) => /\bald\b|bizone/i.test(each.url.split(/[/:]/).pop() ?? '') && (each.valueBoolean ?? true)) ?? false) || (one.category?.some((each) => coded(each, 'ALD')) ?? false);

const days: Readonly<Record<string, number>> = { d: 1, day: 1, days: 1, j: 1, jour: 1, jours: 1, wk: 7, week: 7, semaine: 7, semaines: 7, mo: 30, month: 30, mois: 30, a: 365 };

/** Last day covered: start, plus its duration, times one and the renewals. */
export function endOf(one: MedicationRequest): string | undefined {
  const period = one.dispenseRequest?.validityPeriod?.end ?? one.dosageInstruction?.[0]?.timing?.repeat?.boundsPeriod?.end;
  if (period) return period.slice(0, 10);
  const repeat = one.dosageInstruction?.[0]?.timing?.repeat;
  const supply = one.dispenseRequest?.expectedSupplyDuration ?? repeat?.boundsDuration;
  const unit = days[supply?.code ?? supply?.unit ?? ''];
  if (!one.authoredOn || supply?.value === undefined || unit === undefined) return undefined;
  const total = supply.value * unit * (1 + (one.dispenseRequest?.numberOfRepeatsAllowed ?? 0));
  return new Date(Date.parse(one.authoredOn.slice(0, 10)) + total * 86_400_000).toISOString().slice(0, 10);
}

// Signed sheets

const ours = 'urn:carnet:prescription';

const said = (one: { extension?: Extension[] | undefined } | undefined, name: string): Extension | undefined => one?.extension?.find((each) => each.url === `urn:carnet:${name}`);

const sheetId = (one: MedicationRequest): string | undefined => (one.groupIdentifier?.system === ours ? one.groupIdentifier.value : undefined);

export interface SignedLine {
  readonly id: string;
  readonly label: string;
  readonly posology: string;
  /** Duration, units and renewals, in words. */
  readonly length: string;
  readonly ald: boolean;
  readonly kept: string | undefined;
}

export interface SignedSheet {
  readonly id: string;
  readonly number: string;
  readonly at: string | undefined;
  /** Known only of the day it is dated: a sheet that came by import was written down later. */
  readonly signedAt: string | undefined;
  readonly author: string | undefined;
  readonly lines: readonly SignedLine[];
}

export function signedSheet(chart: Chart, id: string): SignedSheet | undefined {
  const place = (one: MedicationRequest): number => said(one, 'prescription-line')?.valueInteger ?? 0;
  const lines = all(chart, 'MedicationRequest').filter((one) => sheetId(one) === id).sort((a, b) => place(a) - place(b));
  const first = lines[0];
  if (!first) return undefined;
  const written = first.meta?.lastUpdated;
  return {
    id,
    number: said(first, 'prescription-number')?.valueString ?? '',
    at: first.authoredOn,
    signedAt: written && localDayOf(new Date(written)) === first.authoredOn ? written : undefined,
    author: first.requester?.display,
    lines: lines.map((one) => ({ id: one.id ?? '', label: drugOf(one), posology: one.dosageInstruction?.[0]?.text ?? '', length: lengthOf(one), ald: aldOf(one), kept: one.substitution?.reason?.coding?.[0]?.code })),
  };
}

function lengthOf(one: MedicationRequest): string {
  const { dispenseRequest: dispense } = one;
  const supply = dispense?.expectedSupplyDuration;
  const times = dispense?.numberOfRepeatsAllowed ?? 0;
  return [supply ? `${supply.value ?? ''} ${supply.unit ?? ''}` : '', said(dispense, 'units')?.valueString ?? '', times > 0 ? `renouvelable ${times} fois` : ''].filter(Boolean).join(', ');
}

// Measures

export const loinc = { pressure: '85354-9', systolic: '8480-6', diastolic: '8462-4', pulse: '8867-4', weight: '29463-7', saturation: '59408-5', hba1c: '4548-4', inr: '6301-6', gfr: '62238-1', height: '8302-2' } as const;

export interface Measure {
  readonly id: string;
  readonly at: string;
  readonly value: number;
  /** Diastolic, for blood pressure. */
  readonly low: number | undefined;
  readonly unit: string;
  /** The unit's code, or its name where it has no code; empty where another system codes it. */
  readonly ucum: string;
}

const ucumOf = ({ code, system, unit }: Quantity): string => (code === undefined ? (unit ?? '') : system === undefined || system === 'http://unitsofmeasure.org' ? code : '');

const measured = (one: Observation): string => one.effectiveDateTime ?? one.effectivePeriod?.start ?? one.issued ?? '';

/** All values of one LOINC code, oldest first. */
export function measures(chart: Chart, code: string): Measure[] {
  return all(chart, 'Observation')
    .filter((one) => !wrong(one) && one.status !== 'cancelled' && coded(one.code, code))
    .flatMap((one): Measure[] => {
      const part = (of: string) => one.component?.find((each) => coded(each.code, of))?.valueQuantity;
      const value = code === loinc.pressure ? part(loinc.systolic) : one.valueQuantity;
      const low = code === loinc.pressure ? part(loinc.diastolic)?.value : undefined;
      return value?.value === undefined ? [] : [{ id: one.id ?? '', at: measured(one), value: value.value, low, unit: value.unit ?? '', ucum: ucumOf(value) }];
    })
    .sort((a, b) => a.at.localeCompare(b.at));
}

export const last = (chart: Chart, code: string): Measure | undefined => measures(chart, code).at(-1);

/** As a sheet takes it: a number with its UCUM unit. */
export interface Weight {
  readonly value: number;
  readonly unit: 'kg' | 'g';
}

/** The last weight, if it is said in kilograms or grams; in another unit, or in none, it is no number to print. */
export function lastWeight(chart: Chart): Weight | undefined {
  const measure = last(chart, loinc.weight);
  return measure && measure.value > 0 && (measure.ucum === 'kg' || measure.ucum === 'g') ? { value: measure.value, unit: measure.ucum } : undefined;
}

// Timeline

export type Kind = 'note' | 'biology' | 'document' | 'prescription' | 'procedure' | 'vaccine' | 'other';

export interface Item {
  readonly id: string;
  readonly at: string;
  readonly kind: Kind;
  readonly title: string;
  readonly text: string;
  readonly author: string | undefined;
  readonly authorId: string | undefined;
  /** Conditions it concerns. */
  readonly about: readonly string[];
  /** A paper that may be opened. */
  readonly document: string | undefined;
  /** A signed sheet that may be opened. */
  readonly sheet: string | undefined;
  readonly state: string | undefined;
  /** Measures that can be put right. */
  readonly measured: readonly Observation[];
}

const plain = (xhtml: string | undefined): string =>
  (xhtml ?? '').replace(/<(br|\/p|\/li|\/div)[^>]*>/gi, ' ').replace(/<[^>]+>/g, '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&').replace(/\s+/g, ' ').trim();

export function timeline(chart: Chart): Item[] {
  const encounters = new Map(all(chart, 'Encounter').map((one) => [one.id, one]));
  const narrated = new Set<string>();
  const items: Item[] = [];
  for (const one of all(chart, 'Composition')) {
    if (wrong(one) || one.status === 'preliminary') continue;
    const encounter = encounters.get(tail(one.encounter));
    if (encounter?.id) narrated.add(encounter.id);
    items.push(note(one, encounter));
  }
  for (const one of encounters.values()) {
    if (!one.id || narrated.has(one.id) || one.status === 'entered-in-error' || one.status === 'planned' || one.status === 'in-progress') continue;
    const reason = one.reasonCode?.map(label).filter(Boolean).join(', ') ?? '';
    items.push({ ...blank(one.id, one.period?.start), kind: 'note', title: label(one.type?.[0]) ?? 'Consultation', text: reason, author: one.participant?.[0]?.individual?.display, authorId: tail(one.participant?.[0]?.individual), about: concerns(one) });
  }
  const reported = new Set<string>();
  for (const one of all(chart, 'DiagnosticReport')) {
    if (wrong(one)) continue;
    for (const result of one.result ?? []) reported.add(tail(result) ?? '');
    const values = (one.result ?? []).flatMap((result) => all(chart, 'Observation').filter((each) => each.id === tail(result))).map(valueText).join(', ');
    items.push({ ...blank(one.id, one.effectiveDateTime ?? one.issued), kind: 'biology', title: label(one.code) ?? 'Résultat', text: one.conclusion ?? values, state: one.status === 'partial' ? 'partiel' : one.status === 'corrected' || one.status === 'amended' ? 'corrigé' : undefined, author: one.performer?.[0]?.display, authorId: tail(one.performer?.[0]) });
  }
  for (const group of sameVisit(all(chart, 'Observation').filter((one) => !wrong(one) && !reported.has(one.id ?? '')))) {
    items.push({ ...vitals(group), title: 'Mesures', text: group.map(valueText).join(', '), measured: group.filter((one) => typed(one) !== undefined), state: group.some((one) => one.status === 'corrected') ? 'corrigées' : undefined });
  }
  for (const group of sameVisit(all(chart, 'Observation').filter(wrong))) items.push({ ...vitals(group), title: 'Mesures', text: group.map(valueText).join(', '), state: 'retirées, saisies par erreur' });
  for (const one of all(chart, 'DocumentReference')) if (!wrong(one)) items.push(paper(one));
  const sheets = new Map<string, MedicationRequest[]>();
  for (const one of all(chart, 'MedicationRequest')) {
    if (wrong(one) || one.status === 'draft') continue;
    const key = one.groupIdentifier?.value ?? `${one.authoredOn?.slice(0, 10) ?? ''} ${tail(one.encounter) ?? ''}`;
    sheets.set(key, [...(sheets.get(key) ?? []), one]);
  }
  for (const [, lines] of sheets) {
    const first = lines[0]!;
    items.push({ ...blank(first.id, first.authoredOn), kind: 'prescription', title: 'Ordonnance', text: lines.map(drugOf).join(', '), sheet: sheetId(first), author: first.requester?.display, authorId: tail(first.requester), about: lines.flatMap((line) => (line.reasonReference ?? []).map((each) => tail(each) ?? '')) });
  }
  for (const one of all(chart, 'Immunization')) if (!wrong(one)) items.push({ ...blank(one.id, one.occurrenceDateTime), kind: 'vaccine', title: 'Vaccin', text: label(one.vaccineCode) ?? '' });
  for (const one of all(chart, 'Procedure')) if (!wrong(one)) items.push({ ...blank(one.id, one.performedDateTime ?? one.performedPeriod?.start), kind: 'procedure', title: 'Acte', text: label(one.code) ?? '', about: (one.reasonReference ?? []).map((each) => tail(each) ?? '') });
  return items.sort(newestFirst((item) => item.at));
}

const blank = (id: string | undefined, at: string | undefined): Item => ({ id: id ?? '', at: at ?? '', kind: 'other', title: '', text: '', author: undefined, authorId: undefined, about: [], document: undefined, sheet: undefined, state: undefined, measured: [] });

/** Measures of one day and one encounter. */
function sameVisit(measures: readonly Observation[]): Observation[][] {
  const groups = new Map<string, Observation[]>();
  for (const one of measures) {
    const key = `${measured(one).slice(0, 10)} ${tail(one.encounter) ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

function vitals(group: readonly Observation[]): Item {
  const first = group[0];
  return { ...blank(first?.id, first && measured(first)), kind: 'biology', author: first?.performer?.[0]?.display, authorId: tail(first?.performer?.[0]), about: group.flatMap((one) => (one.focus ?? []).map((each) => tail(each) ?? '')) };
}

const concerns = (one: Encounter): string[] => [...(one.reasonReference ?? []), ...(one.diagnosis ?? []).map((each) => each.condition)].map((each) => tail(each) ?? '');

function note(one: Composition, encounter: Encounter | undefined): Item {
  const sections = (one.section ?? []).map((section) => plain(section.text?.div)).filter(Boolean);
  return { ...blank(one.id, one.date), kind: 'note', title: one.title || 'Consultation', text: sections.join(' · '), author: one.author[0]?.display, authorId: tail(one.author[0]), about: encounter ? concerns(encounter) : [] };
}

function paper(one: DocumentReference): Item {
  return { ...blank(one.id, one.date), kind: 'document', title: label(one.type) ?? 'Document', text: one.description ?? one.content[0]?.attachment.title ?? '', author: one.author?.[0]?.display, authorId: tail(one.author?.[0]), document: one.id };
}

/** A measure as a clinician types it: 148/86, 73,5. */
export function typed(one: Observation): string | undefined {
  if (coded(one.code, loinc.pressure)) {
    const part = (of: string) => one.component?.find((each) => coded(each.code, of))?.valueQuantity?.value ?? '?';
    return `${part(loinc.systolic)}/${part(loinc.diastolic)}`;
  }
  return one.valueQuantity?.value === undefined ? undefined : String(one.valueQuantity.value).replace('.', ',');
}

/** What is measured, and in what: annotations of UCUM are not read aloud. */
export const measuredName = (one: Observation): { name: string; unit: string } => ({
  name: coded(one.code, loinc.pressure) ? 'TA' : (label(one.code) ?? ''),
  unit: coded(one.code, loinc.pressure) ? 'mmHg' : (one.valueQuantity?.unit ?? '').replace(/\{[^}]*\}/g, ''),
});

export function valueText(one: Observation): string {
  const { name, unit } = measuredName(one);
  const value = typed(one) ?? one.valueString ?? label(one.valueCodeableConcept) ?? '';
  return `${name} ${value} ${one.valueQuantity ? unit : ''}`.trim();
}

/** The member's last signed note before today: what came after it is new to them. */
export function lastVisit(items: readonly Item[], memberId: string, today: string): string | undefined {
  return items.find((item) => item.kind === 'note' && item.authorId === memberId && item.at.slice(0, 10) < today)?.at;
}

export const isNew = (item: Item, since: string | undefined, memberId: string): boolean => since !== undefined && item.at > since && item.authorId !== memberId;

// The trace and what the session holds, said by the bundle

const tagged = (chart: Chart, system: string): string[] => (chart.meta?.tag ?? []).filter((tag) => tag.system === system).map((tag) => tag.code ?? '');

const held = (chart: Chart): string[] => tagged(chart, 'urn:carnet:holds');

/** Whether this session holds no key of a class: then nothing of it is here, and that says nothing of the patient. */
export const isClosed = (chart: Chart, clazz: string): boolean => held(chart).length > 0 && !held(chart).includes(clazz);
