import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { post } from '../api/client';
import type { Booking, Day, DayRow } from '../api/types';
import { queries, useList } from '../app/queries';

export const useDay = (date: string) => useList<Day>(['day', date], `/api/day?date=${date}`, 60_000);

/** Moves one appointment's state; a conflict reloads what is newer. */
export const useBooking = () =>
  useMutation({
    mutationFn: ({ row, to }: { row: DayRow; to: Booking }) => post(`/api/day/${row.id}/state`, { state: to, version: row.version }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['day'] }),
  });

/** After an act the buttons rest longer than a double click lasts: it never falls on the row that slid beneath. */
export function useStill(): { readonly on: boolean; readonly begin: () => void } {
  const [acts, setActs] = useState(0);
  useEffect(() => {
    if (acts === 0) return undefined;
    const timer = setTimeout(() => setActs(0), 800);
    return () => clearTimeout(timer);
  }, [acts]);
  return { on: acts > 0, begin: () => setActs((n) => n + 1) };
}

/** Who has the same practitioner in that time, the seen and the called off aside. */
export function overlapped(rows: readonly DayRow[], asked: { practitioner: string; start: string; minutes: number }): DayRow[] {
  const from = Date.parse(asked.start);
  const to = from + asked.minutes * 60_000;
  const meets = (row: DayRow): boolean => Date.parse(row.start) < to && Date.parse(row.start) + row.minutes * 60_000 > from;
  return rows.filter((row) => (row.state === 'booked' || row.state === 'arrived') && row.practitioner.id === asked.practitioner && meets(row)).sort(byHour);
}

/** Longest wait first. */
export const waitingRoom = (rows: readonly DayRow[]): DayRow[] => rows.filter((row) => row.state === 'arrived').sort((a, b) => (a.arrivedAt ?? a.start).localeCompare(b.arrivedAt ?? b.start));

export const upcoming = (rows: readonly DayRow[]): DayRow[] => rows.filter((row) => row.state === 'booked').sort(byHour);

const byHour = (a: DayRow, b: DayRow): number => a.start.localeCompare(b.start);

/** What comes next, with what was just called off in its place: no other row slides under a second click. */
export const upcomingWith = (rows: readonly DayRow[], calledOff: ReadonlySet<string>): DayRow[] => rows.filter((row) => row.state === 'booked' || staysPut(row, calledOff)).sort(byHour);

export const pastWithout = (rows: readonly DayRow[], calledOff: ReadonlySet<string>): DayRow[] => rows.filter((row) => row.state === 'fulfilled' || (isCalledOff(row.state) && !staysPut(row, calledOff)));

export const isCalledOff = (state: Booking): boolean => state === 'cancelled' || state === 'noshow';

const staysPut = (row: DayRow, calledOff: ReadonlySet<string>): boolean => calledOff.has(row.id) && isCalledOff(row.state);

/** Minutes after the booked hour; negative when it is still to come. */
export const lateness = (row: DayRow, now: number): number => Math.round((now - Date.parse(row.start)) / 60_000);
