import type { Continuity } from '../api/types';
import { ago } from '../text/format';
import { say, set } from '../text/say';
import css from './continuity.module.css';
import { roles, text } from './text';

const width = 720;
const box = { w: 250, h: 92, gap: 26 } as const;

/** Places that work at the left, locked copies at the right, each with its age. */
export function Drawing({ seen }: { readonly seen: Continuity }) {
  const rows = Math.max(seen.replicas.length, seen.copies.length, 1);
  const height = 24 + rows * (box.h + box.gap);
  const y = (index: number): number => 24 + index * (box.h + box.gap);
  const right = width - box.w - 2;
  return (
    <svg className={css.drawing} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={say(text.drawing(seen.replicas.length, seen.copies.length))}>
      <text className={css.head} x="2" y="12">{say(text.replicas)}</text>
      {seen.copies.length > 0 && <text className={css.head} x={right} y="12">{say(text.copies)}</text>}
      {seen.replicas.slice(1).map((replica, index) => (
        <line key={replica.id} x1={box.w / 2} x2={box.w / 2} y1={y(index) + box.h} y2={y(index + 1)} className={replica.reachable ? css.link : css.cut} />
      ))}
      {seen.copies.map((copy, index) => (
        <path key={copy.name} d={`M${box.w + 2} ${y(Math.min(index, seen.replicas.length - 1)) + box.h / 2} C ${box.w + 110} ${y(Math.min(index, seen.replicas.length - 1)) + box.h / 2}, ${right - 110} ${y(index) + box.h / 2}, ${right} ${y(index) + box.h / 2}`} className={css.link} />
      ))}
      {seen.replicas.map((replica, index) => (
        <g key={replica.id}>
          <rect x="2" y={y(index)} width={box.w} height={box.h} rx="5" className={`${css.box} ${replica.reachable || replica.thisOne ? '' : css.dead}`} />
          <text x="16" y={y(index) + 26} className={css.name}>{set(replica.name)}</text>
          <text x="16" y={y(index) + 48} className={`${css.line} ${replica.reachable || replica.thisOne ? (replica.behind > 0 ? css.warn : css.ok) : css.bad}`}>{stateOf(replica)}</text>
          <text x="16" y={y(index) + 70} className={css.line}>{[say(roles[replica.role]), replica.thisOne ? say(text.here) : say(text.seen(ago(replica.seenAt)))].join(' · ')}</text>
        </g>
      ))}
      {seen.copies.map((copy, index) => (
        <g key={copy.name}>
          <rect x={right} y={y(index)} width={box.w} height={box.h} rx="5" className={css.copy} />
          <text x={right + 14} y={y(index) + 26} className={css.name}>{set(copy.name)}</text>
          <text x={right + 14} y={y(index) + 48} className={css.line}>{set(copy.kind)}</text>
          <text x={right + 14} y={y(index) + 70} className={`${css.line} ${css.ok}`}>{ago(copy.at)}</text>
        </g>
      ))}
    </svg>
  );
}

export function stateOf(replica: Continuity['replicas'][number]): string {
  if (!replica.reachable && !replica.thisOne) return say(text.unreachable);
  return replica.behind > 0 ? say(text.behind(replica.behind)) : say(text.upToDate);
}
