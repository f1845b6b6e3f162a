import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Member } from '../api/types';
import { useList, useSession, useSteward } from '../app/queries';
import { classNames } from '../accesses/text';
import layout from '../base/layout.module.css';
import { ListTable, type Column } from '../base/ListTable';
import { Empty, Failed, Loading } from '../base/Sheet';
import { Status, type Shape } from '../base/Status';
import { date, moment } from '../text/format';
import { say, set } from '../text/say';
import { Departure } from './Departure';
import { Devices } from './Devices';
import { Enrolments } from './Enrolments';
import { Invite } from './Invite';
import { Return } from './Return';
import { Second } from './Second';
import { Undo } from './Undo';
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
  const [undoing, setUndoing] = useState<Member | undefined>();
  const nameOf = (id: string): string => members.data?.find((one) => one.id === id)?.name ?? '';
  const steward = useSteward();
  const columns: readonly Column<Member>[] = [
    { key: 'who', head: say(text.who), cell: (one) => <><b>{set(one.name)}</b>{one.id === session.member.id && <span className={layout.second}> ({say(text.you)})</span>}{one.login && <div className={`${layout.second} ${layout.small}`}>{one.login}</div>}</> },
    { key: 'role', head: say(text.role), cell: (one) => <>{professions[one.profession] ?? one.profession}{one.steward && <div className={`${layout.second} ${layout.small}`}>{say(text.steward)}</div>}</> },
    { key: 'state', head: say(text.state), cell: (one) => <><Status shape={states[one.state].shape}>{say(states[one.state].said)}</Status><div className={`${layout.second} ${layout.small}`}>{say(sinceOrWaits(one, nameOf))}</div></> },
    { key: 'opens', head: say(text.opens), cell: (one) => <span className={layout.second}>{classNames(one.holds)}</span> },
    { key: 'act', head: '', last: true, cell: (one) => (one.id !== session.member.id ? <Acts member={one} me={session.member.id} steward={steward} onLeave={setLeaving} onReturn={setReturning} onSecond={setWaiting} onUndo={setUndoing} /> : null) },
  ];
  return (
    <div className={layout.two}>
      <section className={layout.zone} aria-label={say(text.title)}>
        <div className={layout.zoneTitle}>
          <h1>{say(text.title)}</h1>
          {members.data && <span className={layout.count}>{members.data.filter((one) => one.state !== 'departed').length}</span>}
          <span className={layout.push} />
          {steward && <Button variant="filled" onClick={() => setInviting(true)}>{say(text.invite)}</Button>}
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
      {undoing && <Undo member={undoing} onClose={() => setUndoing(undefined)} />}
    </div>
  );
}

function sinceOrWaits(one: Member, nameOf: (id: string) => string): { fr: string } {
  if (one.leaving?.state === 'contested') return text.contested;
  if (one.leaving?.undoUntil) return text.leftBy(nameOf(one.leaving.by), moment(one.leaving.undoUntil));
  return one.leaving || one.returning ? text.waits : text.since(date(one.since));
}

interface Choices {
  readonly member: Member;
  readonly me: string;
  readonly steward: boolean;
  readonly onLeave: (one: Member) => void;
  readonly onReturn: (one: Member) => void;
  readonly onSecond: (one: Member) => void;
  readonly onUndo: (one: Member) => void;
}

/** Only what this member may do to that one. */
const Acts = ({ member, me, steward, onLeave, onReturn, onSecond, onUndo }: Choices) => (
  <div className={layout.row}>
    {(member.leaving?.mayConfirm || waitsFor(member.returning, me)) && <Button size="compact-sm" variant="filled" onClick={() => onSecond(member)}>{say(text.confirm)}</Button>}
    {member.leaving?.mayUndo && <Button size="compact-sm" onClick={() => onUndo(member)}>{say(text.undo)}</Button>}
    {steward && member.state === 'active' && !member.returning && <Button size="compact-sm" onClick={() => onReturn(member)}>{say(text.comeBack)}</Button>}
    {steward && member.state !== 'departed' && member.state !== 'invited' && !member.leaving && <Button size="compact-sm" onClick={() => onLeave(member)}>{say(text.departure)}</Button>}
  </div>
);

/** For somebody else than who asked; for her too once she may do it alone. */
const waitsFor = (what: Member['returning'], me: string): boolean => what !== undefined && (what.by !== me || (what.aloneFrom !== undefined && Date.parse(what.aloneFrom) <= Date.now()));
