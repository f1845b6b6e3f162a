import type { ReactNode } from 'react';
import { Band, Beside, Group, Long, Rule } from '../base/Band';
import layout from '../base/layout.module.css';
import { Tag } from '../base/Status';
import { allergies, identity, isClosed, last, loinc, noKnownAllergy, problems, qualified, treatment, type Chart } from '../fhir/chart';
import { age, date, fullName, isFemale, sex, shortDate, today } from '../text/format';
import { number, say, set } from '../text/say';
import { text } from './text';

/** Who it is, and what to beware of; what is not known is said. */
export function PatientBand({ chart, acts }: { readonly chart: Chart; readonly acts?: ReactNode }) {
  const who = identity(chart);
  if (!who) return null;
  const known = allergies(chart);
  const closed = isClosed(chart, 'history');
  const alerts = watch(chart);
  const ald = [...new Set(problems(chart).filter((one) => one.active && one.ald).map((one) => one.ald ?? ''))];
  return (
    <Band
      who={who}
      name={fullName(who)}
      acts={acts}
      identity={
        <>
          {who.birthFamily && <span>{say(text.born(isFemale(who.sex), who.birthFamily.toLocaleUpperCase('fr')))}</span>}
          <span>
            <b>{date(who.born)}</b> ({age(who.born)})
          </span>
          <span>{sex(who.sex)}</span>
          <span className={layout.second}>
            {qualified(who.insStatus) ? say(text.insQualified) : who.ins ? say(text.insNot) : say(text.insUnknown)}
            {who.ins && !qualified(who.insStatus) && <Long>{say(text.insNotMore)}</Long>}
          </span>
        </>
      }
      watch={
        <>
          <Group>
            <b>{say(text.allergies)}</b>
            {known.map((one) => (one.grave ? <Tag key={one.id} kind="grave">{say(text.grave(one.label))}</Tag> : <Tag key={one.id}>{set(one.label)}</Tag>))}
            {known.length === 0 && <span>{say(closed ? text.allergiesClosed : noKnownAllergy(chart) ? text.allergiesNone : text.allergiesUnknown)}</span>}
          </Group>
          {known[0]?.note && <Long>{set(known[0].note)}</Long>}
          {alerts.length > 0 && (
            <>
              <Rule />
              <Group>
                <b>{say(text.alerts)}</b>
                {alerts.map((one) => <Tag key={one} kind="alert">{one}</Tag>)}
              </Group>
            </>
          )}
          {ald.length > 0 && (
            <>
              <Rule />
              {ald.map((one) => <Beside key={one}><Tag>{set(one)}</Tag></Beside>)}
            </>
          )}
        </>
      }
    />
  );
}

const vka = /warfarine|fluindione|acénocoumarol|coumadine|préviscan|sintrom/i;

function watch(chart: Chart): string[] {
  const inr = last(chart, loinc.inr);
  const gfr = last(chart, loinc.gfr);
  const onVka = treatment(chart, today()).some((line) => vka.test(line.label));
  const found: string[] = [];
  if (onVka) found.push(inr ? say(text.avkInr(number(inr.value), shortDate(inr.at))) : say(text.avk));
  if (gfr && gfr.value < 60) found.push(say(text.gfr(number(gfr.value, 0))));
  return found;
}
