import type { Measure } from '../fhir/chart';

/** Geometry of the one plot: pure, so that a test can say where a value falls. Units are those of the drawing. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Scale {
  readonly ticks: readonly number[];
  readonly x: (at: string) => number;
  readonly y: (value: number) => number;
  readonly months: readonly { readonly at: string; readonly label: string }[];
}

const step = (span: number): number => [0.5, 1, 2, 5, 10, 20, 30, 50, 100].find((one) => span / one <= 3) ?? 200;

export function scale(points: readonly Measure[], always: readonly number[], frame: Frame): Scale {
  const values = [...points.flatMap((point) => (point.low === undefined ? [point.value] : [point.value, point.low])), ...always];
  const low = Math.min(...values);
  const high = Math.max(...values);
  const by = step(Math.max(high - low, 0.5));
  const from = Math.floor(low / by) * by;
  const to = Math.max(Math.ceil(high / by) * by, from + by);
  const ticks: number[] = [];
  for (let tick = from; tick <= to + by / 1000; tick += by) ticks.push(Math.round(tick * 100) / 100);
  const times = points.map((point) => Date.parse(point.at));
  const first = Math.min(...times);
  const lastAt = Math.max(...times);
  const pad = 14;
  const x = (at: string): number => frame.left + pad + (lastAt === first ? 1 : (Date.parse(at) - first) / (lastAt - first)) * (frame.width - frame.left - frame.right - 2 * pad);
  const y = (value: number): number => frame.top + ((to - value) / (to - from)) * (frame.height - frame.top - frame.bottom);
  return { ticks, x, y, months: months(first, lastAt) };
}

function months(first: number, lastAt: number): { at: string; label: string }[] {
  const span = (lastAt - first) / (30 * 86_400_000);
  const every = span > 48 ? 24 : span > 20 ? 6 : span > 8 ? 3 : span > 3 ? 1 : 0;
  if (every === 0) return [];
  const found: { at: string; label: string }[] = [];
  const start = new Date(first);
  for (let month = new Date(Date.UTC(start.getUTCFullYear(), 0, 1)); month.getTime() <= lastAt; month = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + every, 1))) {
    if (month.getTime() < first) continue;
    const name = new Intl.DateTimeFormat('fr-FR', { month: 'short', timeZone: 'UTC', ...(month.getUTCMonth() === 0 ? { year: 'numeric' } : {}) }).format(month);
    found.push({ at: month.toISOString(), label: name });
  }
  return found.slice(0, 9);
}
