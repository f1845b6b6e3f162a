import { Button } from '@mantine/core';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useKeys } from '../app/keys';
import { useChart, useSession } from '../app/queries';
import layout from '../base/layout.module.css';
import { Empty, Failed, Loading } from '../base/Sheet';
import { identity } from '../fhir/chart';
import { say } from '../text/say';
import css from './chart.module.css';
import { Composer } from './Composer';
import { PatientBand } from './PatientBand';
import { Summary } from './Summary';
import { text } from './text';
import { Timeline } from './Timeline';

type Panel = 'summary' | 'timeline' | 'composer';

export function ChartScreen() {
  const { patient } = useParams({ from: '/patients/$patient' });
  return <OneChart key={patient} patient={patient} />;
}

/** Band, summary at left, timeline in the middle, composer at right; on a phone the three become tabs. */
function OneChart({ patient }: { readonly patient: string }) {
  const { member, holds } = useSession();
  const navigate = useNavigate();
  const chart = useChart(patient);
  const clinician = member.role === 'clinician';
  const mayAudit = holds.includes('history') || holds.includes('audit');
  const [panel, setPanel] = useState<Panel>(clinician ? 'composer' : 'summary');
  const accesses = (): void => void navigate({ to: '/patients/$patient/acces', params: { patient } });
  useKeys([
    ...(mayAudit ? [{ keys: 'q', does: say(text.whoKey), run: accesses }] : []),
    { keys: 'escape', does: say({ fr: 'revenir au jour' }), run: () => void navigate({ to: '/jour' }) },
  ]);
  if (chart.isPending) return <div className={layout.screen}><Loading word={say(text.opening)} /></div>;
  if (chart.error && !chart.data) return <div className={layout.screen}><Failed error={chart.error} retry={() => void chart.refetch()} /></div>;
  if (!identity(chart.data)) return <div className={layout.screen}><Empty title={say(text.noPatient)} /></div>;
  const tabs: readonly { readonly panel: Panel; readonly name: string }[] = [
    { panel: 'summary', name: say(text.summary) },
    { panel: 'timeline', name: say(text.timeline) },
    { panel: 'composer', name: say(text.consultation) },
  ];
  return (
    <>
      <PatientBand
        chart={chart.data}
        acts={
          mayAudit && (
            <Button size="compact-sm" onClick={accesses}>
              <span className={layout.wideOnly}>{say(text.who)}</span>
              <span className={layout.narrowOnly}>{say(text.whoShort)}</span> <kbd>Q</kbd>
            </Button>
          )
        }
      />
      <div className={css.tabs} role="tablist" aria-label={say(text.panels)}>
        {tabs.map((tab) => (
          <button key={tab.panel} type="button" role="tab" aria-selected={panel === tab.panel} onClick={() => setPanel(tab.panel)}>
            {tab.name}
          </button>
        ))}
      </div>
      <div className={css.chart} data-panel={panel}>
        <Summary chart={chart.data} patient={patient} mayWrite={clinician} />
        <Timeline chart={chart.data} patient={patient} />
        {clinician ? (
          <Composer chart={chart.data} patient={patient} />
        ) : (
          <section className={css.composer} aria-label={say(text.consultation)}>
            <div className={css.composerBody}>
              <Empty title={say(text.clinicianOnly)}>
                <p className={layout.second}>{say(text.clinicianOnlyMore)}</p>
                <p>
                  <Link to="/verser" search={{ patient }}>{say(text.fileHere)}</Link>
                </p>
              </Empty>
            </div>
          </section>
        )}
      </div>
      {mayAudit && (
        <p className={layout.phoneOnly}>
          <Button size="lg" onClick={accesses}>{say(text.who)}</Button>
        </p>
      )}
    </>
  );
}
