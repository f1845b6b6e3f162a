import { afterEach, expect, it } from 'vitest';
import { queries } from '../app/queries';
import { identityLine } from '../text/format';
import { say } from '../text/say';
import { ofOpenChart } from './openChart';
import { text } from './text';

afterEach(() => queries.clear());

const jeanne = { resourceType: 'Patient', id: 'p1', name: [{ use: 'usual', family: 'MARTIN', given: ['Jeanne'] }], birthDate: '1957-03-12', gender: 'female' };

it('thePatientOfTheChartThatLedHereIsChosen', () => {
  queries.setQueryData(['chart', 'p1'], { resourceType: 'Bundle', type: 'collection', entry: [{ resource: jeanne }] });
  expect(ofOpenChart('p1')).toEqual({ id: 'p1', family: 'MARTIN', given: 'Jeanne', born: '1957-03-12', sex: 'female' });
  expect(ofOpenChart('p2')).toBeUndefined();
});

it('whatWasFiledIsToldWithBirthAndSex', () => {
  const said = say(text.done('Lettre', 'MARTIN Jeanne', identityLine({ born: '1957-03-12', sex: 'female' })));
  expect(said.replaceAll(/\s/g, ' ')).toMatch(/^« Lettre » versé au dossier de MARTIN Jeanne · 12\/03\/1957 \(\d+ ans\) · F$/);
});
