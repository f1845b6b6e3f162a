import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { post } from '../api/client';
import type { Enrolment } from '../api/types';
import { queries, useList } from '../app/queries';
import { ByCode } from '../base/ByCode';
import layout from '../base/layout.module.css';
import { Failed } from '../base/Sheet';
import { Numbers } from '../signin/Numbers';
import { time } from '../text/format';
import { say } from '../text/say';
import { text } from './text';

/** New browsers that this member may approve: two numbers to compare, a code to say yes. */
export function Enrolments() {
  const asked = useList<Enrolment[]>(['enrolments'], '/api/enrolments', 8000);
  if (!asked.data || asked.data.length === 0) return null;
  return (
    <div className={layout.stack}>
      <div className={layout.zoneTitle}>
        <h2>{say(text.enrolments)}</h2>
        <span className={layout.count}>{asked.data.length}</span>
      </div>
      <p className={layout.second}>{say(text.enrolmentsLead)}</p>
      {asked.data.map((one) => <One key={one.id} asked={one} />)}
    </div>
  );
}

function One({ asked }: { readonly asked: Enrolment }) {
  const settled = (): Promise<void> => queries.invalidateQueries({ queryKey: ['enrolments'] });
  const approve = useMutation({ mutationFn: (code: string) => post(`/api/enrolments/${asked.id}/approve`, { number: asked.number, code }), onSuccess: settled });
  const refuse = useMutation({ mutationFn: () => post(`/api/enrolments/${asked.id}/refuse`), onSuccess: settled });
  return (
    <ByCode act={approve} does={say(text.approve)} beside={<Button variant="danger" onClick={() => refuse.mutate()}>{say(text.refuse)}</Button>}>
      <p>
        <b>{say(text.asks(asked.login, asked.label))}</b>
        <br />
        <span className={`${layout.second} ${layout.small}`}>{say(text.askedFrom(time(asked.askedAt), asked.network))}</span>
      </p>
      <Numbers digits={asked.number} />
      {refuse.error && <Failed error={refuse.error} />}
    </ByCode>
  );
}
