import { expect, it } from 'vitest';
import { scale } from './plot';

const frame = { width: 540, height: 132, left: 38, right: 14, top: 12, bottom: 24 };
const point = (at: string, value: number) => ({ id: at, at, value, low: undefined, unit: '%', ucum: '%' });

it('ticksCoverTheValuesAndTheTarget', () => {
  const read = scale([point('2024-11-01', 8.4), point('2026-11-23', 7.1)], [7], frame);
  expect(read.ticks[0]).toBeLessThanOrEqual(7);
  expect(read.ticks.at(-1)).toBeGreaterThanOrEqual(8.4);
  expect(read.y(8.4)).toBeLessThan(read.y(7.1));
  expect(read.x('2024-11-01')).toBeLessThan(read.x('2026-11-23'));
  expect(read.months.map((month) => month.label)).toEqual(['janv. 2025', 'juil.', 'janv. 2026', 'juil.']);
});

it('aSingleValueStandsAtTheRight', () => {
  expect(scale([point('2026-11-23', 7.1)], [], frame).x('2026-11-23')).toBe(540 - 14 - 14);
});
