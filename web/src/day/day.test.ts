import { expect, it } from 'vitest';
import type { DayRow } from '../api/types';
import { time } from '../text/format';
import { say } from '../text/say';
import { text } from './text';
import { lateness, overlapped, pastWithout, upcoming, upcomingWith, waitingRoom } from './useDay';

const row = (id: string, state: DayRow['state'], start: string, arrivedAt?: string): DayRow => ({
  id, version: '1', start, minutes: 15, motive: '', state, practitioner: { id: 'm', name: 'Dr MOREAU' },
  patient: { id: `p${id}`, family: 'A', given: 'B', born: '1990-01-01', sex: 'female' }, ...(arrivedAt ? { arrivedAt } : {}),
});

it('theLongestWaitComesFirst', () => {
  const rows = [row('1', 'arrived', '2026-11-24T09:00:00Z', '2026-11-24T09:10:00Z'), row('2', 'arrived', '2026-11-24T09:30:00Z', '2026-11-24T08:50:00Z'), row('3', 'booked', '2026-11-24T08:00:00Z')];
  expect(waitingRoom(rows).map((one) => one.id)).toEqual(['2', '1']);
  expect(upcoming(rows).map((one) => one.id)).toEqual(['3']);
});

it('latenessIsCountedFromTheBookedHour', () => {
  expect(lateness(row('1', 'arrived', '2026-11-24T09:00:00Z'), Date.parse('2026-11-24T09:27:00Z'))).toBe(27);
});

it('anAppointmentJustCalledOffStaysInItsPlace', () => {
  const rows = [row('1', 'booked', '2026-11-24T09:00:00Z'), row('2', 'cancelled', '2026-11-24T09:15:00Z'), row('3', 'booked', '2026-11-24T09:30:00Z'), row('4', 'noshow', '2026-11-24T08:00:00Z')];
  const here = new Set(['2']);
  expect(upcomingWith(rows, here).map((one) => one.id)).toEqual(['1', '2', '3']);
  expect(pastWithout(rows, here).map((one) => one.id)).toEqual(['4']);
  expect(pastWithout(rows, new Set()).map((one) => one.id)).toEqual(['2', '4']);
});

it('whoArrivesAfterAllLeavesThePlaceOfWhatWasCalledOff', () => {
  expect(upcomingWith([row('1', 'arrived', '2026-11-24T09:00:00Z')], new Set(['1']))).toEqual([]);
});

it('aTimeThatMeetsAnotherAppointmentOfTheSamePractitionerIsTold', () => {
  const rows = [row('1', 'booked', '2026-12-19T09:00:00Z'), row('2', 'cancelled', '2026-12-19T09:00:00Z'), row('3', 'booked', '2026-12-19T09:15:00Z')];
  const at = (start: string, minutes = 15, practitioner = 'm') => overlapped(rows, { practitioner, start, minutes }).map((one) => one.id);
  expect(at('2026-12-19T09:00:00Z')).toEqual(['1']);
  expect(at('2026-12-19T09:05:00Z')).toEqual(['1', '3']);
  expect(at('2026-12-19T08:45:00Z')).toEqual([]);
  expect(at('2026-12-19T08:45:00Z', 20)).toEqual(['1']);
  expect(at('2026-12-19T09:00:00Z', 15, 'other')).toEqual([]);
});

it('theOverlapAndTheBookingAreSaidInWords', () => {
  const plain = (said: string) => said.replaceAll(/\s/g, ' ');
  expect(plain(say(text.overlaps(`${time('2026-12-19T09:00:00Z')}, MARTIN Jeanne`)))).toBe('Chevauche 10 h 00, MARTIN Jeanne');
  expect(plain(say(text.booked('19/12', time('2026-12-19T09:00:00Z'), 'DURAND Paul')))).toBe('Rendez-vous le 19/12 à 10 h 00, DURAND Paul');
});

it('onePatientExpectedIsOneInWords', () => {
  const plain = (done: number, all: number) => say(text.progress('10 h 00', done, all)).replaceAll(/\s/g, ' ');
  expect(plain(0, 1)).toBe('10 h 00 · 0 patient vu sur 1 prévu');
  expect(plain(2, 3)).toBe('10 h 00 · 2 patients vus sur 3 prévus');
});
