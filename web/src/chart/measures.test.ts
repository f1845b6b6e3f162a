import { expect, it } from 'vitest';
import { measuresOf } from './measures';

it('readsAFrenchDecimalAndAPressure', () => {
  expect(measuresOf({ '85354-9': '148 / 86', '29463-7': '73,5' })).toEqual({ measures: [{ code: '85354-9', value: '148/86', unit: 'mm[Hg]' }, { code: '29463-7', value: '73.5', unit: 'kg' }] });
});

it('namesTheFieldThatCannotBeRead', () => {
  expect(measuresOf({ '8867-4': 'vite' })).toMatchObject({ fault: { code: '8867-4' } });
});
