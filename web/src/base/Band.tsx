import type { ReactNode } from 'react';
import { hue, initials } from '../text/format';
import css from './band.module.css';

const hues = [css.hue1, css.hue2, css.hue3, css.hue4, css.hue5, css.hue6];

/** A patient's hue and initials, the same in every window: two windows, two patients, no mistake. */
export function Mark({ who, small }: { readonly who: { id: string; family: string; given: string }; readonly small?: boolean }) {
  return (
    <div className={`${small ? css.square : css.mark} ${hues[hue(who.id) - 1]}`} aria-hidden="true">
      {initials(who)}
    </div>
  );
}

/** The band over everything written about a patient: who it is, what to beware of. */
export function Band(props: { readonly who: { id: string; family: string; given: string }; readonly name: string; readonly identity: ReactNode; readonly watch: ReactNode; readonly acts?: ReactNode }) {
  return (
    <section className={css.band} aria-label="Patient">
      <Mark who={props.who} />
      <div className={css.who}>
        <div className={css.identity}>
          <h1 className={css.name}>{props.name}</h1>
          {props.identity}
        </div>
        <div className={css.watch}>{props.watch}</div>
      </div>
      {props.acts && <div className={css.acts}>{props.acts}</div>}
    </section>
  );
}

export const Group = ({ children }: { readonly children: ReactNode }) => <span className={css.group}>{children}</span>;
/** Stands beside the allergies on a phone. */
export const Beside = ({ children }: { readonly children: ReactNode }) => <span className={css.beside}>{children}</span>;
export const Rule = () => <span className={css.rule} aria-hidden="true" />;
export const Long = ({ children }: { readonly children: ReactNode }) => <span className={css.long}>{children}</span>;
