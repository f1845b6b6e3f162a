import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call, post } from '../api/client';
import type { Incident, IncidentRow, Member } from '../api/types';
import { classNames } from '../accesses/text';
import { useList } from '../app/queries';
import { faultOf, Field } from '../base/Field';
import layout from '../base/layout.module.css';
import { ListTable, type Column } from '../base/ListTable';
import { Empty, Failed, Loading, Notice } from '../base/Sheet';
import { date, fullName, moment, today } from '../text/format';
import { say } from '../text/say';
import { text } from './text';

/** For an account and two instants: which patients, what was read; with downloads for the file of the incident. */
export function IncidentList() {
  const members = useList<Member[]>(['members'], '/api/members');
  const [member, setMember] = useState('');
  const [from, setFrom] = useState(`${today()}T00:00`);
  const [to, setTo] = useState(`${today()}T23:59`);
  const whose = member || members.data?.[0]?.id || '';
  const make = useMutation({ mutationFn: () => post<Incident>('/api/incidents', { member: whose, from: new Date(from).toISOString(), to: new Date(to).toISOString() }, { patience: 60_000 }) });
  const save = useMutation({
    mutationFn: async (kind: 'csv' | 'json') => {
      const answer = await call('GET', `/api/incidents/${make.data?.id ?? ''}.${kind}`, { accept: kind === 'csv' ? 'text/csv' : 'application/json', patience: 60_000 });
      const url = URL.createObjectURL(await answer.blob());
      const link = document.createElement('a');
      link.href = url;
      link.download = `incident-${make.data?.id ?? ''}.${kind}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(url), 10_000);
    },
  });
  return (
    <section className={layout.blockTop} aria-label={say(text.incident)}>
      <div className={layout.zoneTitle}>
        <h2>{say(text.incident)}</h2>
      </div>
      <form className={`${layout.stack} ${layout.gapTop} ${layout.narrow}`} onSubmit={(event) => { event.preventDefault(); make.mutate(); }}>
        <p className={layout.second}>{say(text.incidentLead)}</p>
        <Field label={say(text.accountField)} value={whose} onChange={setMember} options={(members.data ?? []).map((one) => ({ value: one.id, label: one.name }))} error={faultOf(make.error, 'member')} />
        <div className={layout.pair}>
          <Field label={say(text.from)} kind="moment" value={from} onChange={setFrom} error={faultOf(make.error, 'from')} />
          <Field label={say(text.to)} kind="moment" value={to} onChange={setTo} error={faultOf(make.error, 'to')} />
        </div>
        <div className={layout.row}>
          <Button type="submit" disabled={!whose || !from || !to || make.isPending}>{say(text.make)}</Button>
        </div>
      </form>
      {make.isPending && <Loading word={say(text.making)} />}
      {make.error && <Failed error={make.error} />}
      {make.data && (
        <div className={`${layout.stack} ${layout.gapTop}`}>
          <div className={layout.row}>
            <h3>{say(text.found(make.data.rows.length))}</h3>
            <span className={layout.push} />
            <Button size="compact-sm" disabled={save.isPending} onClick={() => save.mutate('csv')}>{say(text.csv)}</Button>
            <Button size="compact-sm" disabled={save.isPending} onClick={() => save.mutate('json')}>{say(text.json)}</Button>
          </div>
          {make.data.mayHaveMore.length > 0 && <Notice kind="alert">{say(text.mayHaveMore(make.data.mayHaveMore.join(', ')))}</Notice>}
          {make.data.mayHaveMore.length === 0 && <Notice kind="ok">{say(text.proven(make.data.checkpoints.length))}</Notice>}
          {make.data.rows.length === 0 ? <Empty title={say(text.nothing)} /> : <ListTable label={say(text.incident)} rows={make.data.rows} id={(row) => row.patient.id} columns={columns} />}
        </div>
      )}
    </section>
  );
}

const times = (value: number | boolean): number => Number(value);

const columns: readonly Column<IncidentRow>[] = [
  { key: 'patient', head: say(text.patient), cell: (row) => <><b>{fullName(row.patient)}</b><div className={layout.second}>{date(row.patient.born)}</div></> },
  { key: 'read', head: say(text.read), cell: (row) => classNames(row.classesRead) },
  {
    key: 'other',
    head: say(text.other),
    cell: (row) => [times(row.seen) && say(text.seen(times(row.seen))), times(row.printed) && say(text.printed(times(row.printed))), times(row.exported) && say(text.exported(times(row.exported))), times(row.refused) && say(text.refused(times(row.refused)))].filter(Boolean).join(', '),
  },
  { key: 'when', head: say(text.when), cell: (row) => <>{moment(row.first)}<br />{moment(row.last)}</> },
];
