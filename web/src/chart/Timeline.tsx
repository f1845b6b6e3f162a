import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import { blobUrl } from '../api/client';
import { useKeys } from '../app/keys';
import { useSession } from '../app/queries';
import { Choice, Field } from '../base/Field';
import layout from '../base/layout.module.css';
import { Empty } from '../base/Sheet';
import { identity, isClosed, isNew, last, lastVisit, loinc, measures, problems, timeline, type Chart, type Item, type Kind, type Problem } from '../fhir/chart';
import { date, isAdult, today } from '../text/format';
import { say, set } from '../text/say';
import css from './chart.module.css';
import { CorrectMeasures } from './CorrectMeasures';
import { Plot } from './Plot';
import { text } from './text';

const page = 40;

/** The chart through time, by episode or by date, with the plots inline; what is new since the last visit is marked. */
export function Timeline({ chart, patient }: { readonly chart: Chart; readonly patient: string }) {
  const { member } = useSession();
  const [view, setView] = useState<'episodes' | 'dates'>('episodes');
  const [finding, setFinding] = useState(false);
  const [typed, setTyped] = useState('');
  const [shown, setShown] = useState(page);
  const box = useRef<HTMLInputElement>(null);
  const items = useMemo(() => timeline(chart), [chart]);
  const since = lastVisit(items, member.id, today());
  const fresh = items.filter((item) => isNew(item, since, member.id));
  const wanted = typed.trim().toLocaleLowerCase('fr');
  const found = wanted ? items.filter((item) => `${item.title} ${item.text} ${item.author ?? ''} ${date(item.at)}`.toLocaleLowerCase('fr').includes(wanted)) : items;
  const find = (): void => {
    setFinding(true);
    requestAnimationFrame(() => box.current?.focus());
  };
  useKeys([{ keys: '/', does: say(text.findKey), run: find }]);
  const row = (item: Item) => <Event key={`${item.kind}${item.id}`} item={item} patient={patient} fresh={isNew(item, since, member.id)} />;
  return (
    <section className={css.timeline} aria-label={say(text.timeline)}>
      <div className={css.timelineHead}>
        <h2>{say(text.timeline)}</h2>
        <Choice label={say(text.view)} value={view} onChange={setView} options={[{ value: 'episodes', label: say(text.episodes) }, { value: 'dates', label: say(text.dates) }]} />
        <span className={layout.push} />
        <Button size="compact-sm" onClick={find}>
          {say(text.find)} <kbd>/</kbd>
        </Button>
      </div>
      {finding && (
        <div className={css.search}>
          <Field label={say(text.findLabel)} hideLabel placeholder={say(text.findLabel)} value={typed} onChange={setTyped} inputRef={box} onKeyDown={(event) => { if (event.key === 'Escape') { setTyped(''); setFinding(false); } }} />
        </div>
      )}
      {fresh.length > 0 && since && <div className={css.fresh}>{say(text.fresh(fresh.length, date(since)))}</div>}
      {items.length === 0 && (
        <div className={css.episode}>
          {isClosed(chart, 'history') ? (
            <Empty title={say(text.closed)} />
          ) : (
            <Empty title={say(text.noItem)}>
              <p className={layout.second}>{say(text.noItemMore)}</p>
            </Empty>
          )}
        </div>
      )}
      {items.length > 0 && found.length === 0 && <div className={css.episode}><Empty title={say(text.nothingFound)} /></div>}
      {view === 'dates' || wanted ? (
        <article className={css.episode}>
          {found.slice(0, shown).map(row)}
          {found.length > shown && <More n={found.length - shown} onClick={() => setShown(shown + page)} />}
        </article>
      ) : (
        <Episodes chart={chart} items={found} row={row} />
      )}
    </section>
  );
}

const More = ({ n, onClick }: { readonly n: number; readonly onClick: () => void }) => (
  <p className={layout.dense}>
    <button type="button" className={layout.linkish} onClick={onClick}>{say(text.more(n))}</button>
  </p>
);

/** What a plot belongs to, when the chart does not say it: by the name of the problem. */
const plots = [
  { code: loinc.hba1c, about: /diab/i },
  { code: loinc.pressure, about: /hypertension|\bHTA\b/i },
] as const;

function Episodes({ chart, items: all, row }: { readonly chart: Chart; readonly items: readonly Item[]; readonly row: (item: Item) => React.ReactNode }) {
  const now = all.filter((item) => item.at !== '' && today(new Date(item.at)) === today());
  const items = all.filter((item) => !now.includes(item));
  const active = problems(chart).filter((one) => one.active);
  const episodes = active
    .map((problem) => ({ problem, items: items.filter((item) => item.about.includes(problem.id)), plots: plots.filter((plot) => plot.about.test(problem.label) && measures(chart, plot.code).length > 1) }))
    .filter((episode) => episode.items.length > 0 || episode.plots.length > 0);
  const placed = new Set(episodes.flatMap((episode) => episode.items.map((item) => item)));
  const rest = items.filter((item) => !placed.has(item));
  const free = plots.filter((plot) => !episodes.some((episode) => episode.plots.includes(plot)) && measures(chart, plot.code).length > 1);
  return (
    <>
      {now.length > 0 && <Episode title={say(text.nowTitle)} items={now} row={row} />}
      {episodes.map((episode) => (
        <Episode key={episode.problem.id} title={episode.problem.label} problem={episode.problem} items={episode.items} row={row}>
          {episode.plots.map((plot) => <KnownPlot key={plot.code} chart={chart} code={plot.code} />)}
        </Episode>
      ))}
      {(rest.length > 0 || free.length > 0) && (
        <Episode title={say(episodes.length > 0 ? text.other : text.timeline)} items={rest} row={row}>
          {free.map((plot) => <KnownPlot key={plot.code} chart={chart} code={plot.code} />)}
        </Episode>
      )}
    </>
  );
}

function Episode(props: { readonly title: string; readonly problem?: Problem; readonly items: readonly Item[]; readonly row: (item: Item) => React.ReactNode; readonly children?: React.ReactNode }) {
  const [shown, setShown] = useState(props.problem ? 6 : page);
  const told = [props.problem?.since ? say(text.sinceYear(date(props.problem.since))) : '', props.problem?.ald ?? '', say(text.items(props.items.length))].filter(Boolean).join(' · ');
  return (
    <article className={css.episode}>
      <header>
        <h3>{set(props.title)}</h3>
        <span className={`${layout.second} ${layout.small}`}>{told}</span>
      </header>
      {props.children}
      {props.items.slice(0, shown).map(props.row)}
      {props.items.length > shown && <More n={props.items.length - shown} onClick={() => setShown(shown + page)} />}
    </article>
  );
}

function KnownPlot({ chart, code }: { readonly chart: Chart; readonly code: (typeof plots)[number]['code'] }) {
  const points = measures(chart, code);
  const newest = last(chart, code);
  if (!newest) return null;
  const adult = isAdult(identity(chart)?.born);
  return code === loinc.hba1c ? (
    <Plot name={say(text.hba1c)} unit="%" points={points} target={{ from: 6.5, to: 7, name: say(text.target) }} over={newest.value > 7} overWord={say(text.overTarget)} />
  ) : (
    <Plot name={say(text.pressure)} unit={say(adult ? text.pressureUnit : text.pressureOnly)} points={points} thresholds={adult ? [140, 90] : []} over={adult && (newest.value >= 140 || (newest.low ?? 0) >= 90)} overWord={say(text.overThreshold)} />
  );
}

function Event({ item, patient, fresh }: { readonly item: Item; readonly patient: string; readonly fresh: boolean }) {
  const navigate = useNavigate();
  const open = async (): Promise<void> => {
    const paper = window.open('', '_blank');
    const url = await blobUrl(`/api/patients/${patient}/documents/${item.document ?? ''}`);
    if (paper) paper.location.href = url;
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  };
  const [correcting, setCorrecting] = useState(false);
  return (
    <div className={`${css.event} ${fresh ? css.isNew : ''}`} data-kind={item.kind satisfies Kind}>
      <time dateTime={item.at}>{date(item.at || undefined)}</time>
      <div className={css.text}>
        <span className={layout.medium}>
          {set(item.title)}
          {item.state ? `, ${item.state}` : ''}
          {item.author ? <span className={layout.second}>, {set(item.author)}</span> : ''}
          {item.text ? '. ' : ''}
        </span>
        {set(item.text)}
        {fresh && <span className={layout.unseen}> ({say(text.freshWord)})</span>}
      </div>
      {item.sheet ? (
        <Button size="compact-sm" onClick={() => void navigate({ to: '/patients/$patient/ordonnance/$sheet', params: { patient, sheet: item.sheet ?? '' } })}>
          {say(text.openSheet)} <span className={layout.unseen}>{say(text.openSheetOf(date(item.at)))}</span>
        </Button>
      ) : item.document ? (
        <Button size="compact-sm" onClick={() => void open()}>{say(text.openPaper)}</Button>
      ) : item.measured.length > 0 ? (
        <Button size="compact-sm" variant="subtle" onClick={() => setCorrecting(true)}>{say(text.correct)}</Button>
      ) : (
        <span />
      )}
      {correcting && <CorrectMeasures patient={patient} at={date(item.at)} measures={item.measured} onClose={() => setCorrecting(false)} />}
    </div>
  );
}
