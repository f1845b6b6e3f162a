import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import layout from '../base/layout.module.css';
import { identity, isClosed, problems, treatment, type Chart } from '../fhir/chart';
import { date, phone, shortDate, today } from '../text/format';
import { say, set } from '../text/say';
import { AddFact } from './AddFact';
import css from './chart.module.css';
import { text } from './text';

/** Always at the left: problems, treatment, history. */
export function Summary({ chart, patient, mayWrite }: { readonly chart: Chart; readonly patient: string; readonly mayWrite: boolean }) {
  const [adding, setAdding] = useState<'problem' | 'allergy' | undefined>();
  const all = problems(chart);
  const active = all.filter((one) => one.active);
  const past = all.filter((one) => !one.active);
  const lines = treatment(chart, today());
  const end = lines.map((line) => line.end).filter((one) => one !== undefined).sort()[0];
  const who = identity(chart);
  return (
    <aside className={css.summary} aria-label={say(text.current)}>
      <section>
        <div className={layout.zoneTitle}>
          <h2>{say(text.problems)}</h2>
          {!isClosed(chart, 'history') && <span className={layout.count}>{active.length}</span>}
          {mayWrite && (
            <span className={layout.push}>
              <button type="button" className={`${layout.linkish} ${layout.small}`} onClick={() => setAdding('problem')}>{say(text.add)}</button>
            </span>
          )}
        </div>
        {active.length === 0 && <p className={layout.muted}>{say(isClosed(chart, 'history') ? text.closed : text.noProblem)}</p>}
        <ul>
          {active.map((one) => (
            <li key={one.id}>
              <div className={layout.medium}>{set(one.label)}</div>
              <div className={`${layout.second} ${css.small}`}>{[date(one.since), one.ald].filter(Boolean).join(' · ')}</div>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <div className={layout.zoneTitle}>
          <h2>{say(text.treatment)}</h2>
          {lines.length > 0 && <span className={`${layout.count} ${css.small} ${layout.nowrap}`}>{end ? say(text.ends(shortDate(end))) : say(text.endUnknown)}</span>}
          {mayWrite && lines.length > 0 && (
            <Link className={`${layout.push} ${css.small}`} to="/patients/$patient/ordonnance" params={{ patient }} search={{ renouveler: true }}>
              {say(text.renew)}
            </Link>
          )}
        </div>
        {lines.length === 0 && <p className={layout.muted}>{say(isClosed(chart, 'treatment') ? text.closed : text.noTreatment)}</p>}
        <ul>
          {lines.map((line) => (
            <li key={line.id}>
              <div className={css.drug}>{set(line.label)}</div>
              <div className={`${layout.second} ${css.small}`}>{line.posology ? set(line.posology) : say(text.posologyUnknown)}</div>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <div className={layout.zoneTitle}>
          <h2>{say(text.history)}</h2>
        </div>
        {past.length === 0 && <p className={layout.muted}>{say(isClosed(chart, 'history') ? text.closed : text.noHistory)}</p>}
        <ul>
          {past.slice(0, 12).map((one) => (
            <li key={one.id}>
              {set(one.label)} {one.since && <span className={`${layout.second} ${css.small}`}>{date(one.since)}</span>}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <div className={layout.zoneTitle}>
          <h2>{say(text.contact)}</h2>
        </div>
        {!who?.phone && !who?.address.length && <p className={layout.muted}>{say(text.contactUnknown)}</p>}
        {who?.phone && <a href={`tel:${who.phone.replace(/[^+\d]/g, '')}`}>{phone(who.phone)}</a>}
        {who?.address.map((line) => <div key={line}>{set(line)}</div>)}
      </section>
      {mayWrite && (
        <section>
          <Button size="compact-sm" onClick={() => setAdding('allergy')}>{say(text.addAllergy)}</Button>
        </section>
      )}
      <AddFact patient={patient} kind={adding} onClose={() => setAdding(undefined)} />
    </aside>
  );
}
