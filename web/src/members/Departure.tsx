import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { post } from '../api/client';
import type { Member } from '../api/types';
import { queries } from '../app/queries';
import { faultOf, Field } from '../base/Field';
import layout from '../base/layout.module.css';
import { Failed, Notice, Sheet } from '../base/Sheet';
import { moment } from '../text/format';
import { say } from '../text/say';
import { text } from './text';

interface Departed {
  readonly id: string;
  readonly undoUntil: string;
  readonly sessionsEnded: number;
  readonly waits: boolean;
  readonly epochsDue: number | readonly string[];
}

/** One act closes everything; another person may undo it. */
export function Departure({ member, onClose }: { readonly member: Member | undefined; readonly onClose: () => void }) {
  const [reason, setReason] = useState('');
  const [code, setCode] = useState('');
  const depart = useMutation({
    mutationFn: () => post<Departed>(`/api/members/${member?.id ?? ''}/departure`, { reason: reason.trim(), code }),
    onSettled: () => {
      setCode('');
      void queries.invalidateQueries({ queryKey: ['members'] });
    },
  });
  const close = (): void => {
    depart.reset();
    setReason('');
    setCode('');
    onClose();
  };
  const due = depart.data ? (typeof depart.data.epochsDue === 'number' ? depart.data.epochsDue : depart.data.epochsDue.length) : 0;
  return (
    <Sheet title={say(text.departureOf(member?.name ?? ''))} open={member !== undefined} onClose={close}>
      {depart.data?.waits ? (
        <Notice live title={say(text.waits)}>{say(text.waitsMore)}</Notice>
      ) : depart.data ? (
        <div className={layout.stack}>
          <Notice kind="ok" live title={say(text.departed(depart.data.sessionsEnded))}>
            {due > 0 && <p>{say(text.epochs(due))}</p>}
            <p>{say(text.departedMore(moment(depart.data.undoUntil)))}</p>
          </Notice>
          <div className={layout.row}>
            <Button onClick={close}>{say(text.close)}</Button>
          </div>
        </div>
      ) : (
        <form className={layout.stack} onSubmit={(event) => { event.preventDefault(); depart.mutate(); }}>
          <p>{say(text.departureLead)}</p>
          <p className={layout.second}>{say(text.departureUndoable)}</p>
          <Field label={say(text.reason)} value={reason} onChange={setReason} hint={say(text.reasonRead)} error={faultOf(depart.error, 'reason')} required autoFocus />
          <Field label={say(text.code)} kind="code" value={code} onChange={setCode} error={faultOf(depart.error, 'code')} required />
          {depart.error && <Failed error={depart.error} />}
          <div className={layout.row}>
            <Button type="submit" variant="danger" disabled={reason.trim() === '' || code.length < 6 || depart.isPending}>{say(text.depart)}</Button>
          </div>
        </form>
      )}
    </Sheet>
  );
}
