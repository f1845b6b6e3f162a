import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { post } from '../api/client';
import type { Member } from '../api/types';
import { queries } from '../app/queries';
import { faultOf, Field } from '../base/Field';
import layout from '../base/layout.module.css';
import { Failed, Notice, Sheet } from '../base/Sheet';
import { say } from '../text/say';
import { text } from './text';

/** Another person undoes a departure, within its time; of two that contradict each other, she decides. */
export function Undo({ member, onClose }: { readonly member: Member | undefined; readonly onClose: () => void }) {
  const [code, setCode] = useState('');
  const undo = useMutation({
    mutationFn: () => post(`/api/departures/${member?.leaving?.id ?? ''}/undo`, { code }),
    onSettled: () => {
      setCode('');
      void queries.invalidateQueries({ queryKey: ['members'] });
    },
  });
  const close = (): void => {
    undo.reset();
    setCode('');
    onClose();
  };
  return (
    <Sheet title={say(text.departureOf(member?.name ?? ''))} open={member !== undefined} onClose={close}>
      {undo.isSuccess ? (
        <Notice kind="ok" live>{say(text.undone)}</Notice>
      ) : (
        <form className={layout.stack} onSubmit={(event) => { event.preventDefault(); undo.mutate(); }}>
          {member?.leaving && <p className={layout.second}>{say(text.reasonGiven(member.leaving.reason))}</p>}
          <p>{say(member?.leaving?.state === 'contested' ? text.undoContested : text.undoLead)}</p>
          <Field label={say(text.code)} kind="code" value={code} onChange={setCode} error={faultOf(undo.error, 'code')} required autoFocus />
          {undo.error && <Failed error={undo.error} />}
          <div className={layout.row}>
            <Button type="submit" variant="filled" disabled={code.length < 6 || undo.isPending}>{say(text.undo)}</Button>
          </div>
        </form>
      )}
    </Sheet>
  );
}
