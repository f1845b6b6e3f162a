import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Member, WaitsForSecond } from '../api/types';
import { useList, useSession } from '../app/queries';
import { classNames } from '../accesses/text';
import layout from '../base/layout.module.css';
import { ListTable, type Column } from '../base/ListTable';
import { Empty, Failed, Loading } from '../base/Sheet';
import { Status, type Shape } from '../base/Status';
import { date } from '../text/format';
import { say, set } from '../text/say';
import { Departure } from './Departure';
import { Devices } from './Devices';
import { Enrolments } from './Enrolments';
import { Invite } from './Invite';
import { Return } from './Return';
import { Second } from './Second';
import { professions, text } from './text';

const states: Readonly<Record<Member['state'], { readonly shape: Shape; readonly said: { fr: string } }>> = {
  active: { shape: 'ok', said: text.active },
  invited: { shape: 'waiting', said: text.invited },
  accepted: { shape: 'waiting', said: text.accepted },
  departed: { shape: 'nodata', said: text.gone },
  frozen: { shape: 'refusal', said: text.frozen },
};

/** Who belongs to the practice; inviting, leaving; browsers to confirm; my devices. */
export function MembersScreen() {
  const session = useSession();
  const members = useList<Member[]>(['members'], '/api/members', 30_000);
  const [inviting, setInviting] = useState(false);
  const [leaving, setLeaving] = useState<Member | undefined>();
  const [returning, setReturning] = useState<Member | undefined>();
  const [waiting, setWaiting] = useState<Member | undefined>();
  const columns: readonly Column<Member>[] = [
    { key: 'who', head: say(text.who), cell: (one) => <><b>{set(one.name)}</b>{one.id === session.member.id && <span className={layout.second}> ({say(text.you)})</span>}{one.login && <div className={`${layout.second} ${layout.small}`}>{one.login}</div>}</> },
    { key: 'role', head: say(text.role), cell: (one) => <>{professions[one.profession] ?? one.profession}{one.steward && <div className={`${layout.second} ${layout.small}`}>{say(text.stewardWord)}</div>}</> },
    { key: 'state', head: say(text.state), cell: (one) => <><Status shape={states[one.state].shape}>{say(states[one.state].said)}</Status><div className={`${layout.second} ${layout.small}`}>{say(one.leaving || one.returning ? text.waits : text.since(date(one.since)))}</div></> },
    { key: 'opens', head: say(text.opens), cell: (one) => <span className={layout.second}>{classNames(one.holds)}</span> },
    { key: 'act', head: '', last: true, cell: (one) => (one.id !== session.member.id && one.state !== 'departed' ? <Acts member={one} me={session.member.id} onLeave={setLeaving} onReturn={setReturning} onSecond={setWaiting} /> : null) },
  ];
  return (
    <div className={layout.two}>
      <section className={layout.zone} aria-label={say(text.title)}>
        <div className={layout.zoneTitle}>
          <h1>{say(text.title)}</h1>
          {members.data && <span className={layout.count}>{members.data.filter((one) => one.state !== 'departed').length}</span>}
          <span className={layout.push} />
          <Button variant="filled" onClick={() => setInviting(true)}>{say(text.invite)}</Button>
        </div>
        {members.isPending && <Loading />}
        {members.error && <Failed error={members.error} retry={() => void members.refetch()} />}
        {members.data?.length === 0 && <Empty title={say(text.none)} />}
        {members.data && members.data.length > 0 && <ListTable label={say(text.title)} rows={members.data} id={(one) => one.id} columns={columns} />}
      </section>
      <section className={layout.zone}>
        <Enrolments />
        <Devices />
      </section>
      {inviting && <Invite onClose={() => setInviting(false)} />}
      {leaving && <Departure member={leaving} onClose={() => setLeaving(undefined)} />}
      {returning && <Return member={returning} onClose={() => setReturning(undefined)} />}
      {waiting && <Second member={waiting} onClose={() => setWaiting(undefined)} />}
    </div>
  );
}

interface Choices {
  readonly member: Member;
  readonly me: string;
  readonly onLeave: (one: Member) => void;
  readonly onReturn: (one: Member) => void;
  readonly onSecond: (one: Member) => void;
}

const Acts = ({ member, me, onLeave, onReturn, onSecond }: Choices) => (
  <div className={layout.row}>
    {waitsFor(member.leaving ?? member.returning, me) && <Button size="compact-sm" variant="filled" onClick={() => onSecond(member)}>{say(text.confirm)}</Button>}
    {member.state === 'active' && !member.returning && <Button size="compact-sm" onClick={() => onReturn(member)}>{say(text.comeBack)}</Button>}
    <Button size="compact-sm" onClick={() => onLeave(member)}>{say(text.departure)}</Button>
  </div>
);

/** For somebody else than who asked; for her too once she may do it alone. */
const waitsFor = (what: WaitsForSecond | undefined, me: string): boolean => what !== undefined && (what.by !== me || (what.aloneFrom !== undefined && Date.parse(what.aloneFrom) <= Date.now()));
