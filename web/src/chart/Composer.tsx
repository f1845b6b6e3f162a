import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { Problem } from '../api/problem';
import { reach } from '../api/replicas';
import { useValue } from '../api/state';
import { useKeys } from '../app/keys';
import { queries, useSession } from '../app/queries';
import { Field } from '../base/Field';
import layout from '../base/layout.module.css';
import { Loading } from '../base/Sheet';
import { Status, Tag } from '../base/Status';
import { identity, last, loinc, type Chart } from '../fhir/chart';
import { date, fullName, isFemale, shortDate, shortName, time, today } from '../text/format';
import { number, say, set } from '../text/say';
import css from './chart.module.css';
import { isBlank } from './draft';
import { doubt, measuresOf, vitals, type Fault } from './measures';
import { text } from './text';
import { useNote, type Saved } from './useNote';

/** The note of today at the right of the chart: saved as it is typed, signed in one key. */
export function Composer({ chart, patient }: { readonly chart: Chart; readonly patient: string }) {
  const { member } = useSession();
  const navigate = useNavigate();
  const { note, saved, change, sign, again } = useNote(patient, member.id);
  const [fault, setFault] = useState<Fault | undefined>();
  const asked = useRef('');
  const firstMeasure = useRef<HTMLInputElement>(null);
  const who = identity(chart);
  const signed = saved.state === 'signed';

  const signNow = async (): Promise<void> => {
    if (!note || isBlank(note) || signed) return;
    const read = measuresOf(note.measures);
    if ('fault' in read) return setFault(read.fault);
    const doubtful = doubt(chart, read.measures);
    if (doubtful && asked.current !== doubtful.said) {
      asked.current = doubtful.said;
      return setFault(doubtful);
    }
    setFault(undefined);
    const cause = await sign(read.measures);
    const wrong = cause instanceof Problem ? read.measures.find((_, index) => cause.field === `/measures/${index}/value`) : undefined;
    if (wrong && cause instanceof Problem) setFault({ code: wrong.code, said: cause.detail });
    else if (cause === undefined) await queries.invalidateQueries({ queryKey: ['chart', patient] });
  };
  useKeys([
    { keys: 'ctrl+enter', does: say(text.signKey), run: () => void signNow() },
    { keys: 'm', does: say(text.measuresKey), run: () => firstMeasure.current?.focus() },
    { keys: 'o', does: say(text.prescriptionKey), run: () => void navigate({ to: '/patients/$patient/ordonnance', params: { patient } }) },
  ]);
  return (
    <section className={css.composer} aria-label={say(text.consultation)}>
      <div className={css.composerHead}>
        <div className={layout.row}>
          <h2>{say(text.composing(date(today())))}</h2>
          <span className={layout.push}>
            <Tag>{say(signed ? text.signed : text.draft)}</Tag>
          </span>
        </div>
        {who && <div className={`${layout.small} ${layout.second}`}>{say(text.composingBy(shortName(member.name), isFemale(who.sex), fullName(who)))}</div>}
      </div>
      <div className={css.composerBody}>
        {!note && <Loading />}
        {note && (
          <>
            <Field label={say(text.motive)} value={note.motive} onChange={(motive) => change({ motive })} disabled={signed} />
            <div>
              <div className={layout.label}>
                {say(text.measuresToday)} <kbd>M</kbd>
              </div>
              <div className={css.measures}>
                {vitals.map((one, index) => (
                  <Field
                    key={one.code}
                    label={say(one.label)}
                    value={note.measures[one.code] ?? ''}
                    onChange={(value) => change({ measures: { ...note.measures, [one.code]: value } })}
                    disabled={signed}
                    error={fault?.code === one.code ? fault.said : undefined}
                    {...(index === 0 ? { inputRef: firstMeasure } : {})}
                  />
                ))}
              </div>
              <LastTime chart={chart} />
            </div>
            <Field label={say(text.exam)} kind="lines" rows={rowsFor(note.exam, 3)} value={note.exam} onChange={(exam) => change({ exam })} disabled={signed} />
            <Field label={say(text.conclusion)} kind="lines" rows={rowsFor(note.conclusion, 2)} value={note.conclusion} onChange={(conclusion) => change({ conclusion })} disabled={signed} />
            <Field label={say(text.plan)} kind="lines" rows={rowsFor(note.plan, 1)} value={note.plan} onChange={(plan) => change({ plan })} placeholder={say(text.planHint)} disabled={signed} />
          </>
        )}
      </div>
      <div className={css.composerFoot}>
        <div className={layout.row}>
          <Button onClick={() => void navigate({ to: '/patients/$patient/ordonnance', params: { patient } })}>
            {say(text.prescription)} <kbd>O</kbd>
          </Button>
        </div>
        <div className={`${layout.row} ${layout.tight}`}>
          <SavedSentence saved={saved} />
          <span className={layout.push} />
          {signed ? (
            <Button onClick={again}>{say(text.signAgain)}</Button>
          ) : (
            <Button variant="filled" disabled={!note || isBlank(note) || saved.state === 'saving'} onClick={() => void signNow()}>
              {say(text.sign)} <kbd>Ctrl Entrée</kbd>
            </Button>
          )}
        </div>
      </div>
    </section>
  );
}

const rowsFor = (value: string, least: number): number => Math.min(12, Math.max(least, value.split('\n').reduce((sum, line) => sum + 1 + Math.floor(line.length / 52), 0)));

/** Where it is, in words. */
export function SavedSentence({ saved }: { readonly saved: Saved }) {
  const { status } = useValue(reach);
  switch (saved.state) {
    case 'empty':
      return <Status shape="waiting" small>{say(text.empty)}</Status>;
    case 'saving':
      return <Status shape="waiting" small live>{say(text.saving)}</Status>;
    case 'here':
      return <Status shape="alert" small live>{say(text.keptHere)}</Status>;
    case 'failed':
      return <Status shape="refusal" small live>{say(text.notSaved(saved.why))}</Status>;
    case 'saved':
    case 'signed': {
      const { copies } = saved.kept;
      const where = copies.join(' et ');
      const at = time(saved.kept.savedAt);
      if (copies.length === 0) return <Status shape="ok" small live>{say(text.savedOnly(at))}</Status>;
      if (saved.state === 'signed') return <Status shape="ok" small live>{say(text.signedAt(at, where))}</Status>;
      return copies.length > 1 ? (
        <Status shape="ok" small live>{say(text.savedAt(at, where))}</Status>
      ) : (
        <Status shape={status && status.peers.length > 0 ? 'alert' : 'ok'} small live>{say(text.savedOnce(at, where))}</Status>
      );
    }
  }
}

function LastTime({ chart }: { readonly chart: Chart }) {
  const pressure = last(chart, loinc.pressure);
  const rest = ([['pouls', loinc.pulse, ''], ['poids', loinc.weight, undefined], ['SpO₂', loinc.saturation, ' %']] as const).flatMap(([name, code, unit]) => {
    const found = last(chart, code);
    return found ? [`${name} ${number(found.value)}${unit ?? ` ${found.unit}`} le ${shortDate(found.at)}`] : [];
  });
  const all = [...(pressure ? [`TA ${number(pressure.value, 0)}/${number(pressure.low ?? 0, 0)} le ${shortDate(pressure.at)}`] : []), ...rest];
  return all.length === 0 ? null : <p className={`${layout.small} ${layout.second}`}>{set(say(text.lastTime(all.join(' · '))))}</p>;
}
