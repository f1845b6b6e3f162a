import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { reach } from '../api/replicas';
import { useValue } from '../api/state';
import type { Booking, DayRow } from '../api/types';
import { useKeys } from '../app/keys';
import { useSession } from '../app/queries';
import { Choice, Field } from '../base/Field';
import layout from '../base/layout.module.css';
import { ListTable, type Column } from '../base/ListTable';
import { Empty, Failed, Loading } from '../base/Sheet';
import { Status } from '../base/Status';
import { OpenMessages } from '../messages/OpenMessages';
import { fullName, identityLine, longDate, minutesSince, shortName, time, today } from '../text/format';
import { say, set } from '../text/say';
import { AddToDay } from './AddToDay';
import css from './day.module.css';
import { text } from './text';
import { isCalledOff, lateness, pastWithout, upcoming, upcomingWith, useBooking, useDay, useStill, waitingRoom } from './useDay';

/** The waiting room with the minutes waited, what comes next, and one line of readiness. */
export function DayScreen() {
  const session = useSession();
  const navigate = useNavigate();
  const [on, setOn] = useState(today());
  const [whose, setWhose] = useState<'mine' | 'all'>('all');
  const [adding, setAdding] = useState(false);
  const [chosen, setChosen] = useState<string | undefined>();
  const now = useNow();
  const day = useDay(on);
  const booking = useBooking();
  const rows = (day.data?.rows ?? []).filter((row) => whose === 'all' || row.practitioner.id === session.member.id);
  const waiting = waitingRoom(rows);
  const next = upcoming(rows);
  const [calledOff, setCalledOff] = useState<ReadonlySet<string>>(new Set());
  const [told, setTold] = useState('');
  const still = useStill();
  const shown = upcomingWith(rows, calledOff);
  const past = pastWithout(rows, calledOff);
  const seen = rows.filter((row) => row.state === 'fulfilled').length;
  const current = waiting.find((row) => row.id === chosen) ?? waiting[0];
  const open = (row: DayRow): void => void navigate({ to: '/patients/$patient', params: { patient: row.patient.id } });
  const step = (by: number): void => setChosen(waiting[Math.max(0, Math.min(waiting.length - 1, waiting.findIndex((row) => row.id === current?.id) + by))]?.id);
  const shift = (days: number): void => setOn(today(new Date(Date.parse(`${on}T12:00:00Z`) + days * 86_400_000)));
  useKeys([
    { keys: 'enter', does: say(text.openKey), run: () => current && open(current) },
    { keys: 'arrowdown', does: say(text.moveKey), run: () => step(1) },
    { keys: 'arrowup', does: say(text.moveKey), run: () => step(-1) },
    { keys: 'a', does: say(text.addWalkIn), run: () => setAdding(true) },
  ]);

  const move = (row: DayRow, to: Booking): void => {
    still.begin();
    if (isCalledOff(to)) setCalledOff(new Set([...calledOff, row.id]));
    booking.mutate({ row, to }, { onSettled: still.begin, onSuccess: () => setTold(say(text.moved(time(row.start), fullName(row.patient), to))) });
  };
  const act = (row: DayRow, to: Booking, label: string, quiet = false) => (
    <Button size="compact-sm" {...(quiet ? { variant: 'subtle' } : {})} disabled={booking.isPending || still.on} onClick={() => move(row, to)}>
      {label}
    </Button>
  );
  return (
    <>
      <Readiness />
      <div className={css.title}>
        <h1>{longDate(on)}</h1>
        {day.data && <span className={layout.second}>{say(text.progress(time(new Date(now)), seen, rows.length))}</span>}
        <span className={`${layout.push} ${layout.row}`}>
          <span className={css.on}>
            <Field label={say(text.dayShown)} hideLabel kind="date" value={on} onChange={(day) => setOn(day || today())} />
          </span>
          <span className={`${layout.row} ${layout.notPhone}`}>
            <Button size="compact-sm" aria-label={say(text.previousDay)} onClick={() => shift(-1)}>‹</Button>
            {on !== today() && <Button size="compact-sm" onClick={() => setOn(today())}>{say(text.todayButton)}</Button>}
            <Button size="compact-sm" aria-label={say(text.nextDay)} onClick={() => shift(1)}>›</Button>
          </span>
          {session.member.role === 'clinician' && <Choice label={say(text.whose)} value={whose} onChange={setWhose} options={[{ value: 'mine', label: say(text.mine) }, { value: 'all', label: say(text.everyone) }]} />}
          <Button onClick={() => setAdding(true)}>
            {say(text.addWalkIn)} <kbd>A</kbd>
          </Button>
        </span>
      </div>
      <div className={layout.two}>
        <section className={layout.zone} aria-label={say(text.waiting)}>
          {day.isPending && <Loading />}
          {day.error && <Failed error={day.error} retry={() => void day.refetch()} />}
          {booking.error && <Failed error={booking.error} />}
          <p role="status" className={layout.second}>{told}</p>
          {day.data && rows.length === 0 && (
            <Empty title={say(text.nothing)}>
              <p className={layout.second}>{say(text.nothingMore)}</p>
            </Empty>
          )}
          {day.data && rows.length > 0 && (
            <>
              <div className={css.block}>
                <div className={layout.zoneTitle}>
                  <h2>{say(text.waiting)}</h2>
                  <span className={layout.count}>
                    {say(text.waitingCount(waiting.length))}
                    {waiting.length > 1 && <span className={layout.notPhone}>{say(text.waitingOrder)}</span>}
                  </span>
                </div>
                {waiting.length === 0 ? (
                  <Empty title={say(text.nobodyWaits)}>
                    <p className={layout.second}>{next[0] ? say(text.nobodyWaitsMore(`${time(next[0].start)}, ${fullName(next[0].patient)}`)) : say(text.noNext)}</p>
                  </Empty>
                ) : (
                  <ListTable lead label={say(text.waiting)} rows={waiting} id={(row) => row.id} chosen={current?.id} onChoose={(row) => setChosen(row.id)} columns={waitingColumns(now, current, open, act)} />
                )}
              </div>
              <div className={css.block}>
                <div className={layout.zoneTitle}>
                  <h2>{say(text.next)}</h2>
                  <span className={layout.count}>{say(text.nextCount(next.length))}</span>
                </div>
                {shown.length > 0 && <ListTable lead label={say(text.next)} rows={shown} id={(row) => row.id} columns={nextColumns(act)} />}
              </div>
              {past.length > 0 && (
                <div className={css.block}>
                  <div className={layout.zoneTitle}>
                    <h2>{say(text.done)}</h2>
                    <span className={layout.count}>{past.length}</span>
                  </div>
                  <ListTable lead label={say(text.done)} rows={past} id={(row) => row.id} columns={pastColumns(act)} />
                </div>
              )}
            </>
          )}
        </section>
        <section className={layout.zone} aria-label={say(text.messages)}>
          <OpenMessages />
        </section>
      </div>
      {day.data && <AddToDay key={on} open={adding} onClose={() => setAdding(false)} onAdded={setTold} on={on} motives={day.data.motives} />}
    </>
  );
}

type Act = (row: DayRow, to: Booking, label: string, quiet?: boolean) => React.ReactNode;

const who = (row: DayRow) => (
  <>
    <Link className={css.patient} to="/patients/$patient" params={{ patient: row.patient.id }}>
      {fullName(row.patient)}
    </Link>
    <div className={`${layout.second} ${layout.nowrap}`}>
      {identityLine(row.patient)}
    </div>
  </>
);

function punctuality(row: DayRow, now: number) {
  const late = lateness(row, now);
  if (late >= 10) return <Status shape="alert">{say(text.late(late))}</Status>;
  return <span className={layout.second}>{say(late < -4 ? text.early(time(row.start)) : text.onTime(time(row.start)))}</span>;
}

const waitingColumns = (now: number, current: DayRow | undefined, open: (row: DayRow) => void, act: Act): Column<DayRow>[] => [
  { key: 'since', head: say(text.since), cell: (row) => <div className={css.minutes}>{minutesSince(row.arrivedAt ?? row.start, now)} <small>{say(text.min)}</small></div> },
  { key: 'who', head: say(text.patient), cell: who },
  { key: 'motive', head: say(text.motive), cell: (row) => <><div>{set(row.motive)}</div>{punctuality(row, now)}</> },
  { key: 'for', head: say(text.forWhom), cell: (row) => <span className={`${layout.second} ${layout.nowrap}`}>{set(shortName(row.practitioner.name))}</span> },
  {
    key: 'act',
    head: '',
    last: true,
    cell: (row) => (
      <span className={css.acts}>
        <span className={layout.notPhone}>{act(row, 'fulfilled', say(text.finish))}</span>
        <Button variant={row.id === current?.id ? 'filled' : 'default'} onClick={() => open(row)}>
          {say(text.open)} {row.id === current?.id && <kbd>Entrée</kbd>}
        </Button>
      </span>
    ),
  },
];

const nextColumns = (act: Act): Column<DayRow>[] => [
  { key: 'hour', head: say(text.hour), cell: (row) => <span className={css.hour}>{time(row.start)}</span> },
  { key: 'who', head: say(text.patient), cell: (row) => <Link className={css.name} to="/patients/$patient" params={{ patient: row.patient.id }}>{fullName(row.patient)}</Link> },
  { key: 'motive', head: say(text.motiveOnly), cell: (row) => set(row.motive) },
  { key: 'for', head: say(text.forWhom), cell: (row) => <span className={`${layout.second} ${layout.nowrap}`}>{set(shortName(row.practitioner.name))}</span> },
  { key: 'act', head: '', last: true, cell: (row) => isCalledOff(row.state) ? <span className={css.acts}><State row={row} />{act(row, 'booked', say(text.undo), true)}</span> : <span className={css.acts}>{act(row, 'arrived', say(text.arrive))}{act(row, 'noshow', say(text.noshow), true)}{act(row, 'cancelled', say(text.cancel), true)}</span> },
];

const pastColumns = (act: Act): Column<DayRow>[] => [
  { key: 'hour', head: say(text.hour), cell: (row) => <span className={css.hour}>{time(row.start)}</span> },
  { key: 'who', head: say(text.patient), cell: (row) => <Link className={css.name} to="/patients/$patient" params={{ patient: row.patient.id }}>{fullName(row.patient)}</Link> },
  { key: 'motive', head: say(text.motiveOnly), cell: (row) => set(row.motive) },
  { key: 'state', head: say(text.state), cell: (row) => <State row={row} /> },
  { key: 'act', head: '', last: true, cell: (row) => act(row, 'booked', say(text.undo), true) },
];

const State = ({ row }: { readonly row: DayRow }) => <Status shape={row.state === 'fulfilled' ? 'ok' : 'nodata'}>{say(row.state === 'fulfilled' ? text.fulfilled : row.state === 'cancelled' ? text.cancelled : text.missed)}</Status>;

function Readiness() {
  const { status, answers } = useValue(reach);
  if (!answers || !status) return null;
  const others = status.peers.filter((peer) => peer.reachable).map((peer) => peer.name);
  return (
    <div className={layout.bar}>
      {others.length > 0 ? (
        <Status shape="ok">
          <b>{say(text.ready)}</b> {say(text.readyMore(others.join(' ou ')))}
        </Status>
      ) : (
        <Status shape="alert">{say(text.single)}</Status>
      )}
      <Link className={layout.push} to="/continuite">
        {say(text.seeContinuity)}
      </Link>
    </div>
  );
}

function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 20_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
