import { describe, expect, it } from 'vitest';
import type { AccessRow } from '../api/types';
import { fold, latest } from './fold';

const row = (at: string, more: Partial<AccessRow> = {}): AccessRow => ({
  at,
  member: { id: 'm1', name: 'Sophie GARNIER' },
  device: 'Accueil',
  kind: 'names.shown',
  classes: ['identity', 'agenda'],
  explanation: { code: 'names', text: 'patient connu de l’agenda' },
  refused: false,
  unexplained: false,
  ...more,
});

describe('the list of who opened a chart', () => {
  it('shows a name seen many times by one person in a day as one row, with every time', () => {
    const rows = [row('2026-11-24T16:40:00Z'), row('2026-11-24T08:02:00Z'), row('2026-11-24T09:15:00Z')];
    const folded = fold(rows);
    expect(folded).toHaveLength(1);
    expect(folded[0]?.map((one) => one.at)).toEqual(['2026-11-24T08:02:00Z', '2026-11-24T09:15:00Z', '2026-11-24T16:40:00Z']);
    expect(latest(folded[0]!)).toBe('2026-11-24T16:40:00Z');
  });
  it('keeps apart another day in Paris, another person, another device, another reason and what nothing explains', () => {
    const rows = [
      row('2026-11-24T08:00:00Z'),
      row('2026-11-24T23:30:00Z'),
      row('2026-11-24T08:00:00Z', { member: { id: 'm2', name: 'Dr MOREAU' } }),
      row('2026-11-24T08:00:00Z', { device: 'Téléphone' }),
      row('2026-11-24T08:00:00Z', { explanation: { code: 'none', text: 'aucune explication connue' } }),
      row('2026-11-24T08:00:00Z', { unexplained: true }),
      row('2026-11-24T08:00:00Z', { kind: 'patient.search' }),
    ];
    expect(fold(rows)).toHaveLength(rows.length);
  });
  it('shows what was printed or exported each time, and each time that nothing explains', () => {
    const times = ['2026-11-24T08:00:00Z', '2026-11-24T08:05:00Z'];
    expect(fold(times.map((at) => row(at, { kind: 'print' })))).toHaveLength(2);
    expect(fold(times.map((at) => row(at, { unexplained: true })))).toHaveLength(2);
  });
  it('loses no access', () => {
    const all = [row('2026-11-24T08:00:00Z', { kind: 'patient.open' }), row('2026-11-24T08:00:00Z', { kind: 'patient.open' }), row('2026-11-24T08:00:00Z'), row('2026-11-24T08:05:00Z')];
    expect(fold(all)).toHaveLength(2);
    expect(fold(all).flat()).toHaveLength(all.length);
  });
});
