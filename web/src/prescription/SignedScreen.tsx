import { Button } from '@mantine/core';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useKeys } from '../app/keys';
import { useChart, useSession } from '../app/queries';
import { Choice } from '../base/Field';
import layout from '../base/layout.module.css';
import { Empty, Failed, Loading, Notice } from '../base/Sheet';
import { Status } from '../base/Status';
import { PatientBand } from '../chart/PatientBand';
import { signedSheet, type Chart, type SignedLine, type SignedSheet } from '../fhir/chart';
import { date, moment } from '../text/format';
import { say, set } from '../text/say';
import css from './prescription.module.css';
import { text } from './text';
import type { Format } from './usePreview';
import { usePrint } from './usePrint';

/** A sheet as it was signed: its lines, who and when; printed again, or prescribed again. */
export function SignedScreen() {
  const { patient, sheet } = useParams({ from: '/patients/$patient/ordonnance/$sheet' });
  const chart = useChart(patient);
  const signed = chart.data && signedSheet(chart.data, sheet);
  if (chart.error && !chart.data) return <div className={layout.screen}><Failed error={chart.error} retry={() => void chart.refetch()} /></div>;
  if (!chart.data || (!signed && chart.isFetching)) return <div className={layout.screen}><Loading /></div>;
  if (!signed) return <div className={layout.screen}><Empty title={say(text.noSheet)} /></div>;
  return <Signed key={sheet} patient={patient} chart={chart.data} sheet={signed} />;
}

function Signed({ patient, chart, sheet }: { readonly patient: string; readonly chart: Chart; readonly sheet: SignedSheet }) {
  const { member } = useSession();
  const navigate = useNavigate();
  const { imprimer } = useSearch({ from: '/patients/$patient/ordonnance/$sheet' });
  const [format, setFormat] = useState<Format>(imprimer ?? 'A5');
  const again = useRef<HTMLButtonElement>(null);
  const { print, open } = usePrint(patient, sheet.id, format);
  const pages = print.data ?? [];
  const at = { patient, sheet: sheet.id };
  const back = (): void => void navigate({ to: '/patients/$patient', params: { patient } });
  const renew = (): void => void navigate({ to: '/patients/$patient/ordonnance', params: { patient }, search: { renouveler: sheet.id } });
  const mayWrite = member.role === 'clinician';
  const began = useRef(false);
  useEffect(() => {
    if (!imprimer || began.current) return;
    began.current = true;
    void navigate({ to: '/patients/$patient/ordonnance/$sheet', params: at, search: {}, replace: true });
    print.mutate();
  });
  const printed = !print.isIdle && !print.isPending;
  useEffect(() => {
    if (printed) again.current?.focus();
  }, [printed]);
  useKeys([
    { keys: 'p', does: say(text.printAgain), run: () => { if (!print.isPending) print.mutate(); } },
    ...(mayWrite ? [{ keys: 'r', does: say(text.renewSheet), run: renew }] : []),
    { keys: 'escape', does: say(text.backKey), run: back },
  ]);
  return (
    <>
      <PatientBand chart={chart} acts={<Button size="compact-sm" onClick={back}>{say(text.back)} <kbd>Échap</kbd></Button>} />
      <div className={css.sheet}>
        <section className={css.write} aria-label={say(text.title)}>
          <div className={css.pad}>
            <Notice
              kind="ok"
              live
              title={say(text.signed(sheet.number, sheet.signedAt ? moment(sheet.signedAt) : date(sheet.at), sheet.author))}
              actions={
                <>
                  <Button ref={again} size="compact-sm" disabled={print.isPending} onClick={() => print.mutate()}>{say(text.printAgain)} <kbd>P</kbd></Button>
                  <Button size="compact-sm" onClick={() => open.mutate()}>{say(text.download)}</Button>
                  {mayWrite && <Button size="compact-sm" onClick={renew}>{say(text.renewSheet)} <kbd>R</kbd></Button>}
                  {mayWrite && <Button size="compact-sm" onClick={() => void navigate({ to: '/patients/$patient/ordonnance', params: { patient } })}>{say(text.another)}</Button>}
                </>
              }
            >
              {say(text.signedMore)}
            </Notice>
            {(print.error ?? open.error) && <Failed error={print.error ?? open.error} />}
          </div>
          <SignedLines lines={sheet.lines} />
        </section>
        <aside className={css.preview} data-open={pages.length > 0} aria-label={say(text.sheetOf(format))}>
          <div className={layout.row}>
            <h2>{say(text.sheetOf(format))}</h2>
            <span className={layout.push} />
            <Choice label={say(text.format)} value={format} onChange={setFormat} options={[{ value: 'A5', label: 'A5' }, { value: 'A4', label: 'A4' }]} />
          </div>
          {pages.map((page, index) => (
            <img key={index} className={css.page} src={page} alt={say(text.page(index + 1, pages.length, true))} />
          ))}
          {pages.length === 0 && <div className={css.paper}>{print.isPending ? <Status shape="waiting">{say(text.previewing)}</Status> : say(text.notShown)}</div>}
          <p className={`${layout.small} ${layout.second}`}>{say(text.signedNote)}</p>
        </aside>
      </div>
    </>
  );
}

const SignedLines = ({ lines }: { readonly lines: readonly SignedLine[] }) => (
  <div className={css.lines}>
    <table aria-label={say(text.lines(lines.length))}>
      <tbody>
        {lines.map((line, at) => (
          <tr key={line.id}>
            <td>
              <div className={css.drug}>{at + 1}. {set(line.label)}</div>
              <div className={css.posology}>{set([line.posology, line.length].filter(Boolean).join(' · '))}</div>
            </td>
            <td className={css.colBizone}>{line.ald ? say(text.ald) : ''}</td>
            <td className={css.colKept}>{line.kept ? `${say(text.nonSubstitutable)} (${line.kept})` : ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
