import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { post } from '../api/client';
import type { Member } from '../api/types';
import { faultOf, Field } from '../base/Field';
import layout from '../base/layout.module.css';
import { Failed, Notice, Sheet } from '../base/Sheet';
import { moment } from '../text/format';
import { say } from '../text/say';
import css from './members.module.css';
import { text } from './text';

interface Offered {
  readonly login: string;
  readonly code: string;
  readonly expires: string;
}

/** Lets a member who lost her factors come back under her own name: a code for her, then a second person. */
export function Return({ member, onClose }: { readonly member: Member | undefined; readonly onClose: () => void }) {
  const [code, setCode] = useState('');
  const offer = useMutation({ mutationFn: () => post<Offered>(`/api/members/${member?.id ?? ''}/return`, { code }), onSettled: () => setCode('') });
  const close = (): void => {
    offer.reset();
    setCode('');
    onClose();
  };
  return (
    <Sheet title={say(text.returnOf(member?.name ?? ''))} open={member !== undefined} onClose={close}>
      {offer.data ? (
        <div className={layout.stack}>
          <p className={css.code}>{offer.data.code}</p>
          <Notice>{say(text.codeMore(moment(offer.data.expires)))}</Notice>
          <p className={layout.second}>{say(text.returnNext(offer.data.login))}</p>
          <div className={layout.row}>
            <Button onClick={close}>{say(text.close)}</Button>
          </div>
        </div>
      ) : (
        <form className={layout.stack} onSubmit={(event) => { event.preventDefault(); offer.mutate(); }}>
          <p>{say(text.returnLead)}</p>
          <p className={layout.second}>{say(text.returnCheck)}</p>
          <Field label={say(text.code)} kind="code" value={code} onChange={setCode} error={faultOf(offer.error, 'code')} required autoFocus />
          {offer.error && <Failed error={offer.error} />}
          <div className={layout.row}>
            <Button type="submit" variant="filled" disabled={code.length < 6 || offer.isPending}>{say(text.makeReturnCode)}</Button>
          </div>
        </form>
      )}
    </Sheet>
  );
}
