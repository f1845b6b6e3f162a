import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { post } from '../api/client';
import { useKeys } from '../app/keys';
import { queries, useChart, useSession } from '../app/queries';
import { Choice } from '../base/Field';
import layout from '../base/layout.module.css';
import { Empty, Failed, Loading, Notice } from '../base/Sheet';
import { Status, Tag } from '../base/Status';
import { PatientBand } from '../chart/PatientBand';
import { lastWeight, problems, signedSheet, treatment, type Chart, type SignedSheet } from '../fhir/chart';
import { today } from '../text/format';
import { say } from '../text/say';
import { Length } from './Length';
import { lacking, lacksLength, ordered, posologyLine, posted, saysLength, unsigned, type Line, type Sheet } from './lines';
import { LinesTable } from './LinesTable';
import css from './prescription.module.css';
import { QuickEntry } from './QuickEntry';
import { text } from './text';
import { useChecked } from './useChecked';
import { usePreview, type Format } from './usePreview';
import { useRenewal } from './useRenewal';
import { useSheet } from './useSheet';

export function PrescriptionScreen() {
  const { patient } = useParams({ from: '/patients/$patient/ordonnance' });
  const { member } = useSession();
  const chart = useChart(patient);
  if (chart.isPending) return <div className={layout.screen}><Loading /></div>;
  if (chart.error && !chart.data) return <div className={layout.screen}><Failed error={chart.error} retry={() => void chart.refetch()} /></div>;
  if (member.role !== 'clinician') return <div className={layout.screen}><Empty title={say(text.clinicianOnly)} /></div>;
  return <Writing key={patient} patient={patient} chart={chart.data} />;
}

/** A sheet until it is signed; then it is left for what was signed ({@link SignedScreen}), and the next one starts empty. */
function Writing({ patient, chart }: { readonly patient: string; readonly chart: Chart }) {
  const { member } = useSession();
  const navigate = useNavigate();
  const { renouveler } = useSearch({ from: '/patients/$patient/ordonnance' });
  const { sheet, ready, add, aside, update, remove, restore, takeOver, lengthen, dismiss, leave } = useSheet(patient, member.id);
  const signed = useMemo(() => signedSheet(chart, sheet.id), [chart, sheet.id]);
  const [parted, setParted] = useState<SignedSheet | undefined>();
  const [noTreatment, setNoTreatment] = useState(false);
  const [typed, setTyped] = useState('');
  const [waits, setWaits] = useState(0);
  const [editing, setEditing] = useState<Line | undefined>();
  const [chosen, setChosen] = useState<string | undefined>();
  const [format, setFormat] = useState<Format>('A5');
  const [showing, setShowing] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const length = useRef<HTMLInputElement>(null);
  const weight = lastWeight(chart);
  const preview = usePreview(patient, sheet.lines, weight, format);
  const hasAld = problems(chart).some((one) => one.active && one.ald);
  const lines = ordered(sheet.lines);
  const lengthless = lines.filter(lacksLength);
  const asked = lacking(lines);
  const checked = useChecked(lines);
  const refused = lines.filter((line) => (checked.get(line.key) ?? []).length > 0);

  const sign = useMutation({
    mutationFn: (sent: Sheet) => post<{ readonly id: string }>(`/api/patients/${patient}/prescriptions`, { id: sent.id, lines: posted(sent.lines), format, ...(weight ? { weight } : {}) }),
    onSuccess: ({ id }, sent) => {
      leave(sent.id, (lines) => lines.filter((line) => !sent.lines.includes(line)));
      void queries.invalidateQueries({ queryKey: ['chart', patient] });
      void navigate({ to: '/patients/$patient/ordonnance/$sheet', params: { patient, sheet: id }, search: { imprimer: format }, replace: true });
    },
  });
  const renew = useRenewal(patient, (renewed) => {
    takeOver(renewed);
    requestAnimationFrame(() => length.current?.focus());
  });
  const renewTreatment = (): void => {
    if (!ready || renew.isPending) return;
    const current = treatment(chart, today()).map((line) => line.id);
    setNoTreatment(current.length === 0);
    if (current.length > 0) renew.mutate(current);
  };
  const showSigned = (id: string): void => void navigate({ to: '/patients/$patient/ordonnance/$sheet', params: { patient, sheet: id }, replace: true });
  useEffect(() => {
    if (!signed || sign.isPending) return; // signed in another window, or here by an answer that was lost
    const rest = unsigned(sheet.lines, signed.lines);
    leave(sheet.id, () => rest);
    sign.reset();
    if (rest.length === 0 && typed.trim() === '') showSigned(signed.id);
    else setParted(signed);
  });
  const began = useRef(false);
  useEffect(() => {
    if (!renouveler || !ready || began.current) return;
    began.current = true;
    if (renouveler === true) renewTreatment();
    else renew.mutate((signedSheet(chart, renouveler)?.lines ?? []).map((line) => line.id));
    void navigate({ to: '/patients/$patient/ordonnance', params: { patient }, search: {}, replace: true });
  });

  const current = lines.find((line) => line.key === chosen);
  const step = (by: number): void => {
    const at = lines.findIndex((line) => line.key === chosen) + by;
    if (at < 0) {
      setChosen(undefined);
      input.current?.focus();
    } else setChosen(lines[Math.min(at, lines.length - 1)]?.key);
  };
  const correct = (line: Line | undefined): void => {
    if (!line) return;
    setEditing(line);
    setTyped(line.from);
    input.current?.focus();
  };
  const back = (): void => void navigate({ to: '/patients/$patient', params: { patient } });
  const maySign = lines.length > 0 && lengthless.length === 0 && waits === 0 && refused.length === 0 && !sign.isPending && typed.trim() === '';
  const signNow = (): void => {
    if (maySign) sign.mutate(sheet);
  };
  useKeys([
    { keys: 'ctrl+enter', does: say(text.signKey), run: signNow },
    { keys: '/', does: say(text.insertKey), run: () => input.current?.focus() },
    { keys: 'arrowdown', does: say(text.moveKey), run: () => step(1) },
    { keys: 'arrowup', does: say(text.moveKey), run: () => step(-1) },
    { keys: 'e', does: say(text.correctKey), run: () => correct(current) },
    { keys: 'b', does: say(text.bizoneKey), run: () => current && update(current.key, { ald: !current.ald }) },
    { keys: 'r', does: say(text.renew), run: renewTreatment },
    { keys: 'd', does: say(text.lengthKey), run: () => length.current?.focus() },
    { keys: 'escape', does: say(text.backKey), run: back },
  ]);
  return (
    <>
      <PatientBand
        chart={chart}
        acts={
          <>
            <Tag>{say(text.draft)}</Tag>
            <Button size="compact-sm" onClick={back}>{say(text.back)} <kbd>Échap</kbd></Button>
          </>
        }
      />
      <div className={css.sheet}>
        <section className={css.write} aria-label={say(text.write)}>
          <QuickEntry
            typed={typed}
            onType={(next) => { setTyped(next); setNoTreatment(false); if (next === '') setEditing(undefined); }}
            editing={editing}
            onRenew={renewTreatment}
            input={input}
            onAdd={(line) => { add(line); setEditing(undefined); setChosen(line.key); }}
            onWaits={setWaits}
            onAside={(words) => aside(words, say(text.notAdded))}
            onDown={() => { input.current?.blur(); setChosen(lines[0]?.key); }}
          />
          {noTreatment && <div className={css.pad}><Status shape="alert" live>{say(text.noTreatment)}</Status></div>}
          {parted && (
            <div className={css.pad}>
              <Notice kind="alert" live title={say(text.parted(parted.number))} actions={<Button size="compact-sm" onClick={() => showSigned(parted.id)}>{say(text.openSigned)}</Button>}>
                {say(text.partedMore)}
              </Notice>
            </div>
          )}
          {renew.error && <div className={css.pad}><Failed error={renew.error} /></div>}
          {asked.length > 0 && <Length lines={asked.length} of={asked[0] && saysLength(asked[0]) ? posologyLine(asked[0]) : undefined} input={length} onGive={(duration, renewals) => { lengthen(duration, renewals); input.current?.focus(); }} />}
          {sign.error && <div className={css.pad}><Failed error={sign.error} /></div>}
          <LinesTable
            lines={lines}
            removed={sheet.removed}
            left={sheet.left}
            checked={checked}
            chosen={chosen}
            acts={{
              onChoose: setChosen,
              onAld: (key, ald) => update(key, { ald }),
              onSubstitution: (key, nonSubstitutable) => update(key, { nonSubstitutable }),
              onCorrect: correct,
              onRemove: remove,
              onRestore: restore,
              onDismiss: dismiss,
            }}
          />
          <div className={css.foot}>
            {lines.length > 0 && <span className={layout.notPhone}><Status shape="ok" small>{say(text.kept)}</Status></span>}
            {lengthless.length > 0 && <Status shape="alert" small>{say(text.lengthLacks(lengthless.length))}</Status>}
            {refused.length > 0 && <Status shape="refusal" small>{say(text.refused(refused.length))}</Status>}
            {hasAld && !lines.some((line) => line.ald) && lines.length > 0 && <span className={layout.notPhone}><Status shape="waiting" small>{say(text.aldUnused)}</Status></span>}
            <span className={layout.push} />
            <span className={layout.narrowOnly}>
              <Button onClick={() => setShowing(!showing)}>{say(text.openPreview)}</Button>
            </span>
            <Button variant="filled" disabled={!maySign} onClick={signNow}>
              {say(sign.isPending ? text.signing : text.sign)} <kbd>Ctrl Entrée</kbd>
            </Button>
          </div>
        </section>
        <aside className={css.preview} data-open={showing} aria-label={say(text.preview(format))}>
          <div className={layout.row}>
            <h2>{say(text.preview(format))}</h2>
            <span className={layout.push} />
            <Choice label={say(text.format)} value={format} onChange={setFormat} options={[{ value: 'A5', label: 'A5' }, { value: 'A4', label: 'A4' }]} />
          </div>
          {preview.error !== undefined && <Failed error={preview.error} />}
          {preview.pages.map((page, index) => (
            <img key={index} className={`${css.page} ${preview.busy ? css.fading : ''}`} src={page} alt={say(text.page(index + 1, preview.pages.length, false))} />
          ))}
          {preview.pages.length === 0 && <div className={css.paper}>{preview.busy ? <Status shape="waiting">{say(text.previewing)}</Status> : say(text.previewEmpty)}</div>}
          <p className={`${layout.small} ${layout.second}`}>{say(text.previewNote)}</p>
        </aside>
      </div>
    </>
  );
}
