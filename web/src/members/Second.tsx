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

/** A second person confirms what takes two: a steward's departure, a member's return. */
export function Second({ member, onClose }: { readonly member: Member | undefined; readonly onClose: () => void }) {
  const [code, setCode] = useState('');
  const leaves = member?.leaving?.mayConfirm === true;
  const address = leaves ? `/api/departures/${member.leaving?.id ?? ''}/second` : `/api/returns/${member?.returning?.id ?? ''}/second`;
  const confirm = useMutation({
    mutationFn: () => post(address, { code }),
    onSettled: () => {
      setCode('');
      void queries.invalidateQueries({ queryKey: ['members'] });
    },
  });
  const close = (): void => {
    confirm.reset();
    setCode('');
    onClose();
  };
  const name = member?.name ?? '';
  return (
    <Sheet title={say(leaves ? text.departureOf(name) : text.returnOf(name))} open={member !== undefined} onClose={close}>
      {confirm.isSuccess ? (
        <Notice kind="ok" live>{say(text.seconded)}</Notice>
      ) : (
        <form className={layout.stack} onSubmit={(event) => { event.preventDefault(); confirm.mutate(); }}>
          {leaves && <p className={layout.second}>{say(text.reasonGiven(member.leaving?.reason ?? ''))}</p>}
          <p>{say(leaves ? text.secondDeparture : text.secondReturn)}</p>
          <Field label={say(text.code)} kind="code" value={code} onChange={setCode} error={faultOf(confirm.error, 'code')} required autoFocus />
          {confirm.error && <Failed error={confirm.error} />}
          <div className={layout.row}>
            <Button type="submit" variant={leaves ? 'danger' : 'filled'} disabled={code.length < 6 || confirm.isPending}>{say(text.confirm)}</Button>
          </div>
        </form>
      )}
    </Sheet>
  );
}
