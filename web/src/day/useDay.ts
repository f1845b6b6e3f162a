import { useMutation } from '@tanstack/react-query';
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
