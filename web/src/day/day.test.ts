import { expect, it } from 'vitest';
import type { DayRow } from '../api/types';
import { lateness, pastWithout, upcoming, upcomingWith, waitingRoom } from './useDay';

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
