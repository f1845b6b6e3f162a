import layout from '../base/layout.module.css';
import { Status } from '../base/Status';
import type { Measure } from '../fhir/chart';
import { date } from '../text/format';
import { number, say, set } from '../text/say';
import { scale, type Frame } from './plot';
import css from './plot.module.css';
import { text } from './text';

const frame: Frame = { width: 540, height: 134, left: 38, right: 14, top: 14, bottom: 24 };

export interface PlotProps {
  readonly name: string;
  readonly unit: string;
  readonly points: readonly Measure[];
  /** Shaded up to this value, and named; `from` keeps some of it in sight. */
  readonly target?: { readonly from: number; readonly to: number; readonly name: string };
  readonly thresholds?: readonly number[];
  readonly over: boolean;
  readonly overWord: string;
}

const shown = (point: Measure): string => (point.low === undefined ? number(point.value, 1) : `${number(point.value, 0)}/${number(point.low, 0)}`);

/** A curve, or blood pressure as bars: axes with units, the target named, the last value in bold. */
export function Plot(props: PlotProps) {
  const points = props.points.slice(-24);
  const newest = points.at(-1);
  if (!newest) return null;
  const { ticks, x, y, months } = scale(points, [...(props.target ? [props.target.from, props.target.to] : []), ...(props.thresholds ?? [])], frame);
  const floor = frame.height - frame.bottom;
  const right = frame.width - frame.right;
  const first = points[0]!;
  const told = `${props.name}, ${points.length} valeurs du ${date(first.at)} au ${date(newest.at)}, de ${shown(first)} à ${shown(newest)}`;
  return (
    <>
      <div className={css.head}>
        <span className={layout.medium}>{props.name}</span>
        <span className={`${layout.muted} ${layout.small}`}>{props.unit}</span>
        <span className={`${layout.push} ${layout.strong}`}>{say(text.onDay(shown(newest) + (props.unit === '%' ? ' %' : ''), date(newest.at)))}</span>
        {props.over && <Status shape="alert">{props.overWord}</Status>}
      </div>
      {points.length > 1 && (
        <svg className={css.plot} viewBox={`0 0 ${frame.width} ${frame.height}`} role="img" aria-label={told}>
          {props.target && (
            <>
              <rect x={frame.left} width={right - frame.left} y={y(props.target.to)} height={Math.max(0, floor - y(props.target.to))} className={css.target} />
              <text x={frame.left + 6} y={floor - 6} className={css.note}>{set(props.target.name)}</text>
            </>
          )}
          {ticks.filter((tick) => !(props.thresholds ?? []).some((one) => Math.abs(y(one) - y(tick)) < 12)).map((tick) => (
            <g key={tick}>
              <line x1={frame.left} x2={right} y1={y(tick)} y2={y(tick)} className={css.grid} />
              <text x={frame.left - 6} y={y(tick) + 4} textAnchor="end" className={css.axis}>{number(tick, 1)}</text>
            </g>
          ))}
          {(props.thresholds ?? []).map((one) => (
            <g key={one}>
              <line x1={frame.left} x2={right} y1={y(one)} y2={y(one)} className={css.threshold} />
              <text x={frame.left - 6} y={y(one) + 4} textAnchor="end" className={css.strong}>{number(one)}</text>
            </g>
          ))}
          {months.map((month) => (
            <g key={month.at}>
              <line x1={x(month.at)} x2={x(month.at)} y1={floor} y2={floor + 4} className={css.tick} />
              <text x={x(month.at)} y={floor + 18} textAnchor="middle" className={css.axis}>{month.label}</text>
            </g>
          ))}
          {newest.low === undefined ? (
            <>
              <polyline className={css.line} points={points.map((point) => `${x(point.at).toFixed(1)},${y(point.value).toFixed(1)}`).join(' ')} />
              {points.map((point) => <circle key={point.id} cx={x(point.at)} cy={y(point.value)} r={point === newest ? 5 : 4} className={`${css.point} ${point === newest ? css.lastPoint : ''}`} />)}
              <text x={x(first.at)} y={y(first.value) - 9} textAnchor="middle" className={css.value}>{shown(first)}</text>
              <text x={x(newest.at)} y={y(newest.value) - 10} textAnchor="middle" className={css.strong}>{shown(newest)}</text>
            </>
          ) : (
            <>
              {points.map((point) => {
                const at = x(point.at);
                const look = `${css.bar} ${point === newest ? css.lastBar : ''}`;
                return (
                  <g key={point.id}>
                    <line x1={at} x2={at} y1={y(point.value)} y2={y(point.low ?? point.value)} className={look} />
                    <line x1={at - 4} x2={at + 4} y1={y(point.value)} y2={y(point.value)} className={look} />
                    <line x1={at - 4} x2={at + 4} y1={y(point.low ?? point.value)} y2={y(point.low ?? point.value)} className={look} />
                  </g>
                );
              })}
              <text x={Math.max(x(first.at) - 4, frame.left)} y={y(first.value) - 5} className={css.value}>{shown(first)}</text>
              <text x={right} y={y(newest.value) - 6} textAnchor="end" className={css.strong}>{shown(newest)}</text>
            </>
          )}
        </svg>
      )}
    </>
  );
}
