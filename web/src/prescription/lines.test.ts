import { expect, it } from 'vitest';
import { durationText, lineFrom, ordered, posologyLine, posted, type Line } from './lines';

const drug = { id: 'd1', inn: 'Paracétamol', dose: '1 000 mg', form: 'comprimé', route: 'orale' };
const read = { drug, posology: '1 matin, midi, soir, si douleur', duration: { value: 5, unit: 'd' }, missing: [], choices: [] };

it('aLineIsMadeOnlyWhenNothingIsMissing', () => {
  expect(lineFrom('k', 'doliprane', { ...read, missing: ['duration'] }, false)).toBeUndefined();
  expect(lineFrom('k', 'doliprane 1 g', read, false)).toMatchObject({ name: 'Paracétamol 1 000 mg, comprimé', drug: 'd1', renewals: 0 });
});

it('theBizonePutsRelatedLinesFirstAndKeepsTheirOrder', () => {
  const line = (key: string, ald: boolean): Line => ({ ...lineFrom(key, '', read, ald)! });
  const sheet = [line('1', false), line('2', true), line('3', false), line('4', true)];
  expect(ordered(sheet).map((one) => one.key)).toEqual(['2', '4', '1', '3']);
  expect(posted(sheet).map((one) => one.ald)).toEqual([true, true, false, false]);
});

it('durationsAreWrittenInFrench', () => {
  expect([durationText({ value: 1, unit: 'd' }), durationText({ value: 3, unit: 'mo' }), durationText({ value: 2, unit: 'wk' })]).toEqual(['1 jour', '3 mois', '2 semaines']);
  expect(posologyLine({ ...lineFrom('k', '', read, true)!, renewals: 1 })).toBe('1 matin, midi, soir, si douleur · 5 jours, renouvelable 1 fois');
});
