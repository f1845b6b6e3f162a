import { expect, it } from 'vitest';
import type { Chart } from '../fhir/chart';
import { doubt, measuresOf } from './measures';

it('readsAFrenchDecimalAndAPressure', () => {
  expect(measuresOf({ '85354-9': '148 / 86', '29463-7': '73,5' })).toEqual({ measures: [{ code: '85354-9', value: '148/86', unit: 'mm[Hg]' }, { code: '29463-7', value: '73.5', unit: 'kg' }] });
});

it('namesTheFieldThatCannotBeRead', () => {
  expect(measuresOf({ '8867-4': 'vite' })).toMatchObject({ fault: { code: '8867-4' } });
});

it('asksAgainForAWeightFarFromTheLastOne', () => {
  const weighed = (value: number, at: string, unit?: string): Chart => ({ resourceType: 'Bundle', type: 'collection', entry: [{ resource: { resourceType: 'Observation', id: 'w', status: 'final', code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }] }, effectiveDateTime: at, valueQuantity: { value, ...(unit ? { unit } : {}) } } }] });
  const now = (value: string) => [{ code: '29463-7', value, unit: 'kg' }];
  const lately = new Date(Date.now() - 30 * 86_400_000).toISOString();
  expect(doubt(weighed(75, lately), now('57'))).toMatchObject({ code: '29463-7' });
  expect(doubt(weighed(75, lately), now('73.5'))).toBeUndefined();
  expect(doubt(weighed(9, lately), now('11'))).toBeUndefined();
  expect(doubt(weighed(3450, lately, 'g'), now('3.6'))).toBeUndefined();
  expect(doubt(weighed(40, '2015-01-01'), now('57'))).toBeUndefined();
  expect(doubt(weighed(37.5, lately), now('64.5'), 'w')).toBeUndefined();
});
