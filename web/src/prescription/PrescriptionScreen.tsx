import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { blobUrl, get, post, type Pages } from '../api/client';
import { Problem } from '../api/problem';
import { useKeys } from '../app/keys';
import { queries, useChart, useSession } from '../app/queries';
import { Choice } from '../base/Field';
import layout from '../base/layout.module.css';
import { Empty, Failed, Loading, Notice } from '../base/Sheet';
import { Status, Tag } from '../base/Status';
import { PatientBand } from '../chart/PatientBand';
import { last, loinc, problems, treatment, type Chart } from '../fhir/chart';
import { time, today } from '../text/format';
import { say, set } from '../text/say';
import { Length } from './Length';
import { lacksLength, ordered, posted, type Line } from './lines';
import { LinesTable } from './LinesTable';
import css from './prescription.module.css';
import { printPages } from './print';
import { QuickEntry } from './QuickEntry';
import { text } from './text';
import { usePreview, type Format } from './usePreview';
import { useRenewal } from './useRenewal';
import { useSheet } from './useSheet';

interface Signed {
  readonly id: string;
  readonly version: string;
  readonly number: string;
  readonly refused: readonly { readonly line: number; readonly reason: string; readonly source: string }[];
}

export function PrescriptionScreen() {
  const { patient } = useParams({ from: '/patients/$patient/ordonnance' });
  const { member } = useSession();
  const chart = useChart(patient);
  if (chart.isPending) return <div className={layout.screen}><Loading /></div>;
  if (chart.error && !chart.data) return <div className={layout.screen}><Failed error={chart.error} retry={() => void chart.refetch()} /></div>;
  if (member.role !== 'clinician') return <div className={layout.screen}><Empty title={say(text.clinicianOnly)} /></div>;
  return <Writing key={patient} patient={patient} chart={chart.data} />;
}

function Writing({ patient, chart }: { readonly patient: string; readonly chart: Chart }) {
  const { member } = useSession();
  const navigate = useNavigate();
  const asked = useSearch({ strict: false }) as { renouveler?: boolean };
  const { sheet, add, update, remove, restore, takeOver, lengthen, dismiss, clear } = useSheet(patient, member.id);
  const [typed, setTyped] = useState('');
  const [editing, setEditing] = useState<Line | undefined>();
  const [chosen, setChosen] = useState<string | undefined>();
  const [format, setFormat] = useState<Format>('A5');
  const [showing, setShowing] = useState(false);
  const [signedAt, setSignedAt] = useState<Date | undefined>();
  const input = useRef<HTMLInputElement>(null);
  const length = useRef<HTMLInputElement>(null);
  const [printed, setPrinted] = useState<Pages | undefined>();
  const weight = last(chart, loinc.weight);
  const preview = usePreview(patient, sheet.lines, weight?.value, format);
  const hasAld = problems(chart).some((one) => one.active && one.ald);
  const lines = ordered(sheet.lines);
  const lacking = sheet.lines.filter(lacksLength);

  const print = useMutation({
    mutationFn: async (id: string) => {
      const sheetPages = await get<Pages>(`/api/patients/${patient}/prescriptions/${id}/pages?format=${format}`);
      setPrinted(sheetPages);
      await printPages(sheetPages.pages, format);
    },
  });
  const open = useMutation({
    mutationFn: async (id: string) => {
      const tab = window.open('', '_blank');
      const url = await blobUrl(`/api/patients/${patient}/prescriptions/${id}/pdf?format=${format}`);
      if (tab) tab.location.href = url;
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
    },
  });
  const sign = useMutation({
    mutationFn: () => post<Signed>(`/api/patients/${patient}/prescriptions`, { id: sheet.id, lines: posted(sheet.lines), format, ...(weight ? { weight: weight.value } : {}) }),
    onSuccess: (signed) => {
      setSignedAt(new Date());
      void queries.invalidateQueries({ queryKey: ['chart', patient] });
      print.mutate(signed.id);
    },
  });
  const signed = sign.data;
  const renew = useRenewal(patient, (renewed) => {
    takeOver(renewed);
    requestAnimationFrame(() => length.current?.focus());
  });
  const renewAll = (): void => {
    if (!renew.isPending && !signed) renew.mutate(treatment(chart, today()).map((line) => line.id));
  };
  const began = useRef(false);
  useEffect(() => {
    if (!asked.renouveler || began.current) return;
    began.current = true;
    renewAll();
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
  const signNow = (): void => {
    if (sheet.lines.length > 0 && lacking.length === 0 && !signed && !sign.isPending && typed.trim() === '') sign.mutate();
  };
  useKeys([
    { keys: 'ctrl+enter', does: say(text.signKey), run: signNow },
    { keys: '/', does: say(text.insertKey), run: () => input.current?.focus() },
    { keys: 'arrowdown', does: say(text.moveKey), run: () => step(1) },
    { keys: 'arrowup', does: say(text.moveKey), run: () => step(-1) },
    { keys: 'e', does: say(text.correctKey), run: () => correct(current) },
    { keys: 'b', does: say(text.bizoneKey), run: () => current && update(current.key, { ald: !current.ald }) },
    { keys: 'r', does: say(text.renew), run: renewAll },
    { keys: 'd', does: say(text.lengthKey), run: () => length.current?.focus() },
    { keys: 'escape', does: say(text.backKey), run: back },
  ]);
  const pages = printed?.pages ?? preview.pages;
  const again = (): void => {
    clear();
    sign.reset();
    print.reset();
    setPrinted(undefined);
    setSignedAt(undefined);
    requestAnimationFrame(() => input.current?.focus());
  };
  return (
    <>
      <PatientBand
        chart={chart}
        acts={
          <>
            {!signed && <Tag>{say(text.draft)}</Tag>}
            <Button size="compact-sm" onClick={back}>{say(text.back)} <kbd>Échap</kbd></Button>
          </>
        }
      />
      <div className={css.sheet}>
        <section className={css.write} aria-label={say(text.write)}>
          {signed && signedAt ? (
            <div className={css.pad}>
              <Notice
                kind="ok"
                live
                title={say(text.signed(signed.number, time(signedAt)))}
                actions={
                  <>
                    <Button size="compact-sm" disabled={print.isPending} onClick={() => print.mutate(signed.id)}>{say(text.printAgain)}</Button>
                    <Button size="compact-sm" onClick={() => open.mutate(signed.id)}>{say(text.download)}</Button>
                    <Button size="compact-sm" onClick={again}>{say(text.another)}</Button>
                    <Button size="compact-sm" onClick={back}>{say(text.back)}</Button>
                  </>
                }
              >
                {say(text.signedMore)}
              </Notice>
              {(print.error ?? open.error) && <Failed error={print.error ?? open.error} />}
            </div>
          ) : (
            <QuickEntry
              typed={typed}
              onType={(next) => { setTyped(next); if (next === '') setEditing(undefined); }}
              editing={editing}
              onRenew={renewAll}
              input={input}
              onAdd={(line) => { add(line); setEditing(undefined); }}
              onDown={() => { input.current?.blur(); setChosen(lines[0]?.key); }}
            />
          )}
          {renew.error && <div className={css.pad}><Failed error={renew.error} /></div>}
          {lacking.length > 0 && !signed && <Length lines={lacking.length} input={length} onGive={(duration, renewals) => { lengthen(duration, renewals); input.current?.focus(); }} />}
          {sign.error && <div className={css.pad}><Refusal error={sign.error} lines={lines} onDrop={(key) => { remove(key); sign.reset(); }} /></div>}
          <LinesTable
            lines={sheet.lines}
            removed={sheet.removed}
            left={sheet.left}
            chosen={chosen}
            fixed={signed !== undefined}
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
            {!signed && sheet.lines.length > 0 && <span className={layout.notPhone}><Status shape="ok" small>{say(text.kept)}</Status></span>}
            {lacking.length > 0 && <Status shape="alert" small>{say(text.lengthLacks(lacking.length))}</Status>}
            {sign.error instanceof Problem && sign.error.code === 'secured-stock' && <Status shape="refusal" small>{say(text.refused(1))}</Status>}
            {hasAld && !sheet.lines.some((line) => line.ald) && sheet.lines.length > 0 && <span className={layout.notPhone}><Status shape="waiting" small>{say(text.aldUnused)}</Status></span>}
            <span className={layout.push} />
            <span className={layout.narrowOnly}>
              <Button onClick={() => setShowing(!showing)}>{say(text.openPreview)}</Button>
            </span>
            {!signed && (
              <Button variant="filled" disabled={sheet.lines.length === 0 || lacking.length > 0 || sign.isPending || typed.trim() !== ''} onClick={signNow}>
                {say(sign.isPending ? text.signing : text.sign)} <kbd>Ctrl Entrée</kbd>
              </Button>
            )}
          </div>
        </section>
        <aside className={css.preview} data-open={showing} aria-label={say(text.preview(format))}>
          <div className={layout.row}>
            <h2>{say(signed ? text.sheetOf(format) : text.preview(format))}</h2>
            <span className={layout.push} />
            <Choice label={say(text.format)} value={format} onChange={setFormat} options={[{ value: 'A5', label: 'A5' }, { value: 'A4', label: 'A4' }]} />
          </div>
          {preview.error !== undefined && <Failed error={preview.error} />}
          {pages.map((page, index) => (
            <img key={index} className={`${css.page} ${preview.busy ? css.fading : ''}`} src={page} alt={say(text.page(index + 1, pages.length, signed !== undefined))} />
          ))}
          {pages.length === 0 && <div className={css.paper}>{preview.busy ? <Status shape="waiting">{say(text.previewing)}</Status> : say(text.previewEmpty)}</div>}
          <p className={`${layout.small} ${layout.second}`}>{say(signed ? text.signedNote : text.previewNote)}</p>
        </aside>
      </div>
    </>
  );
}

/** Nothing was signed; the line that may not be printed here is named, with the reason and its source. */
function Refusal({ error, lines, onDrop }: { readonly error: unknown; readonly lines: readonly Line[]; readonly onDrop: (key: string) => void }) {
  if (!(error instanceof Problem) || error.code !== 'secured-stock') return <Failed error={error} />;
  const at = Number(/\/lines\/(\d+)/.exec(error.field ?? '')?.[1] ?? (Array.isArray(error.rest['refused']) ? (error.rest['refused'][0] as { line?: number } | undefined)?.line : undefined));
  const line = lines[at];
  return (
    <Notice kind="danger" live title={say(text.secured(line ? line.name : ''))} actions={line && <Button size="compact-sm" onClick={() => onDrop(line.key)}>{say(text.abandon)}</Button>}>
      {say(text.securedMore)} {set(error.detail)} {error.reasons.map((reason) => set(reason.text)).join(' ')}
    </Notice>
  );
}
