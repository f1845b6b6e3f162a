import type { FhirResource } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { allergies, endOf, identity, isNew, last, lastVisit, lastWeight, measures, noKnownAllergy, problems, timeline, treatment, type Chart } from './chart';

const chart = (...resources: FhirResource[]): Chart => ({ resourceType: 'Bundle', type: 'collection', entry: resources.map((resource) => ({ resource })) });
const code = (value: string, system = 'http://loinc.org') => ({ coding: [{ system, code: value }] });
const about = { reference: 'Patient/p' };

describe('identity', () => {
  it('showsTheUsedNameAndTheBirthNameWhenItDiffers', () => {
    const read = identity(chart({ resourceType: 'Patient', id: 'p', gender: 'female', birthDate: '1957-03-12', name: [{ use: 'official', family: 'DUPUIS', given: ['Jeanne'] }, { use: 'usual', family: 'MARTIN', given: ['Jeanne'] }] }));
    expect(read).toMatchObject({ family: 'MARTIN', given: 'Jeanne', birthFamily: 'DUPUIS', born: '1957-03-12' });
  });
  it('saysNothingOfABirthNameThatIsTheSame', () => {
    expect(identity(chart({ resourceType: 'Patient', name: [{ family: 'Petit', given: ['Aïcha'] }] }))?.birthFamily).toBeUndefined();
  });
});

describe('allergies', () => {
  it('putsGraveOnesFirstAndLeavesOutRefutedOnes', () => {
    const read = allergies(
      chart(
        { resourceType: 'AllergyIntolerance', id: 'a', patient: about, code: { text: 'latex' } },
        { resourceType: 'AllergyIntolerance', id: 'b', patient: about, code: { text: 'pénicilline' }, criticality: 'high', note: [{ text: 'œdème' }] },
        { resourceType: 'AllergyIntolerance', id: 'c', patient: about, code: { text: 'iode' }, verificationStatus: code('refuted') },
      ),
    );
    expect(read.map((one) => [one.label, one.grave, one.note])).toEqual([['pénicilline', true, 'œdème'], ['latex', false, undefined]]);
  });
  it('anEmptyListIsNotAStatementOfNoAllergy', () => {
    expect(noKnownAllergy(chart())).toBe(false);
  });
});

it('problemsKnowTheirAldAndTheirState', () => {
  const read = problems(
    chart(
      { resourceType: 'Condition', id: '1', subject: about, code: { text: 'Angine' }, clinicalStatus: code('resolved') },
      { resourceType: 'Condition', id: '2', subject: about, code: { text: 'Diabète de type 2' }, onsetDateTime: '2014', extension: [{ url: 'urn:carnet:ald', valueString: '8' }] },
    ),
  );
  expect(read.map((one) => [one.label, one.ald, one.active])).toEqual([['Diabète de type 2', 'ALD 8', true], ['Angine', undefined, false]]);
});

it('aLineEndsAfterItsDurationAndRenewals', () => {
  const line = { resourceType: 'MedicationRequest', status: 'active', intent: 'order', subject: about, authoredOn: '2026-11-01', medicationCodeableConcept: { text: 'Metformine 1 000 mg' }, dispenseRequest: { numberOfRepeatsAllowed: 1, expectedSupplyDuration: { value: 1, code: 'mo' } } } as const;
  expect(endOf(line)).toBe('2026-12-31');
  expect(treatment(chart(line), '2026-11-24')).toHaveLength(1);
  expect(treatment(chart(line), '2027-02-01')).toHaveLength(0);
});

it('ofADrugAllLinesOfItsNewestSheetAreCurrent', () => {
  const line = (sheet: string, n: number, at: string): FhirResource => ({ resourceType: 'MedicationRequest', id: `${sheet}-${n}`, status: 'active', intent: 'order', subject: about, authoredOn: at, medicationCodeableConcept: { text: 'Prednisolone 20 mg' }, groupIdentifier: { value: sheet } });
  const both = chart(line('new', 1, '2026-11-20'), line('new', 2, '2026-11-20'), line('old', 1, '2026-10-20'));
  expect(treatment(both, '2026-11-24').map((one) => one.id)).toEqual(['new-1', 'new-2']);
});

it('aNewerLineThatIsOverBringsTheOlderOneNotBack', () => {
  const line = (id: string, at: string, months: number): FhirResource => ({ resourceType: 'MedicationRequest', id, status: 'active', intent: 'order', subject: about, authoredOn: at, medicationCodeableConcept: { text: 'Amlodipine 5 mg' }, dispenseRequest: { expectedSupplyDuration: { value: months, code: 'mo' } } });
  const both = chart(line('new', '2026-08-01', 1), line('old', '2026-06-01', 12));
  expect(treatment(both, '2026-08-15').map((one) => one.id)).toEqual(['new']);
  expect(treatment(both, '2026-11-24')).toEqual([]);
});

describe('a drug that was signed twice on one day', () => {
  const line = (sheet: string, written: string, brand = '', at = '2026-11-20'): FhirResource => ({
    resourceType: 'MedicationRequest', id: `${sheet}-1`, meta: { lastUpdated: written }, status: 'active', intent: 'order', subject: about, authoredOn: at,
    medicationCodeableConcept: { coding: [{ system: 'urn:carnet:formulary', code: 'warfarine-5mg-comprime' }, { system: 'http://www.whocc.no/atc', code: 'B01AA03' }], text: `Warfarine 5 mg, comprimé${brand}` },
    groupIdentifier: { value: sheet },
  });
  const current = (...lines: FhirResource[]) => [lines, lines.toReversed()].map((each) => treatment(chart(...each), '2026-11-24').map((one) => one.id));

  it('isTakenAsItWasWrittenLastWhateverTheIdsOfItsSheets', () => {
    expect(current(line('aa', '2026-11-20T09:00:00.500Z'), line('ff', '2026-11-20T09:00:00Z'))).toEqual([['aa-1'], ['aa-1']]);
    expect(current(line('aa', '2026-11-20T09:00:00Z'), line('ff', '2026-11-20T09:12:00Z'))).toEqual([['ff-1'], ['ff-1']]);
    expect(current(line('aa', '2026-11-24T09:00:00Z'), line('ff', '2026-11-21T09:00:00Z', '', '2026-11-21'))).toEqual([['ff-1'], ['ff-1']]);
    expect(current(line('aa', '2026-11-24T09:00:00Z', '', '2026-11-20T10:00:00+01:00'), line('ff', '2026-11-20T09:12:00Z'))).toEqual([['ff-1'], ['ff-1']]);
  });
  it('isOneDrugWhetherItsBrandIsKeptOrNot', () => {
    expect(current(line('aa', '2026-11-20T09:12:00Z', ' (COUMADINE)'), line('ff', '2026-11-20T09:00:00Z'))).toEqual([['aa-1'], ['aa-1']]);
    expect(current(line('aa', '2026-11-20T09:00:00Z', ' (COUMADINE)'), line('ff', '2026-11-20T09:12:00Z'))).toEqual([['ff-1'], ['ff-1']]);
  });
});

describe('the weight for a sheet', () => {
  const weighed = (quantity: object): Chart => chart({ resourceType: 'Observation', id: 'w', status: 'final', code: code('29463-7'), effectiveDateTime: '2026-11-24', valueQuantity: quantity });
  const ucum = 'http://unitsofmeasure.org';

  it('isTheLastOneWithItsUnit', () => {
    expect(lastWeight(weighed({ value: 3450, unit: 'g', system: ucum, code: 'g' }))).toEqual({ value: 3450, unit: 'g' });
    expect(lastWeight(weighed({ value: 12.5, unit: 'kilogrammes', system: ucum, code: 'kg' }))).toEqual({ value: 12.5, unit: 'kg' });
    expect(lastWeight(weighed({ value: 12.5, unit: 'kg' }))).toEqual({ value: 12.5, unit: 'kg' });
  });
  it('isNoneInAnotherUnitOrWithoutOne', () => {
    for (const quantity of [{ value: 27, unit: 'lb', system: ucum, code: '[lb_av]' }, { value: 3450 }, { value: 3450, unit: 'kg', system: 'urn:other', code: 'g' }, { value: 0, unit: 'kg', code: 'kg' }]) expect(lastWeight(weighed(quantity))).toBeUndefined();
    expect(lastWeight(chart())).toBeUndefined();
  });
});

it('bloodPressureIsOneMeasureOfTwoValues', () => {
  const read = chart(
    { resourceType: 'Observation', id: 'o2', status: 'final', code: code('85354-9'), effectiveDateTime: '2026-11-24', component: [{ code: code('8480-6'), valueQuantity: { value: 148, unit: 'mmHg' } }, { code: code('8462-4'), valueQuantity: { value: 86, unit: 'mmHg' } }] },
    { resourceType: 'Observation', id: 'o1', status: 'final', code: code('85354-9'), effectiveDateTime: '2026-08-04', component: [{ code: code('8480-6'), valueQuantity: { value: 139, unit: 'mmHg' } }, { code: code('8462-4'), valueQuantity: { value: 83, unit: 'mmHg' } }] },
  );
  expect(last(read, '85354-9')).toMatchObject({ value: 148, low: 86 });
  expect(measures(read, '85354-9').map((one) => one.id)).toEqual(['o1', 'o2']);
});

describe('timeline', () => {
  const read = chart(
    { resourceType: 'Encounter', id: 'e', status: 'finished', class: { code: 'AMB' }, reasonReference: [{ reference: 'Condition/2' }] },
    { resourceType: 'Composition', id: 'n', status: 'final', type: {}, title: 'Consultation', date: '2026-08-04T09:00:00Z', author: [{ reference: 'Practitioner/m', display: 'Dr MOREAU' }], encounter: { reference: 'Encounter/e' }, section: [{ text: { status: 'generated', div: '<div>Marche 30 min<br/>poids &lt; 75 kg</div>' } }] },
    { resourceType: 'Composition', id: 'd', status: 'preliminary', type: {}, title: 'Brouillon', date: '2026-11-24', author: [] },
    { resourceType: 'DocumentReference', id: 'l', status: 'current', date: '2026-10-12T08:00:00Z', type: { text: 'Lettre' }, description: 'Pas de rétinopathie', content: [{ attachment: {} }] },
  );
  it('tellsASignedNoteOnceWithItsWordsAndLeavesDraftsOut', () => {
    expect(timeline(read).map((one) => [one.id, one.text])).toEqual([['l', 'Pas de rétinopathie'], ['n', 'Marche 30 min poids < 75 kg']]);
  });
  it('marksWhatCameAfterTheMembersLastVisit', () => {
    const items = timeline(read);
    const since = lastVisit(items, 'm', '2026-11-24');
    expect(items.map((one) => isNew(one, since, 'm'))).toEqual([true, false]);
  });
});
