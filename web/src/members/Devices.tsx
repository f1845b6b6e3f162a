import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { post } from '../api/client';
import { makePasskey, passkeysHere } from '../api/passkey';
import type { Device } from '../api/types';
import { useList } from '../app/queries';
import { Field } from '../base/Field';
import layout from '../base/layout.module.css';
import { Failed, Loading, Notice, Sheet } from '../base/Sheet';
import { ago, date } from '../text/format';
import { say, set } from '../text/say';
import css from './members.module.css';
import { text } from './text';

export function Devices() {
  const devices = useList<Device[]>(['devices'], '/api/devices');
  const [adding, setAdding] = useState(false);
  return (
    <div className={layout.blockTop}>
      <div className={layout.zoneTitle}>
        <h2>{say(text.devices)}</h2>
        <span className={layout.push} />
        {passkeysHere() && <Button size="compact-sm" onClick={() => setAdding(true)}>{say(text.passkey)}</Button>}
      </div>
      {devices.isPending && <Loading />}
      {devices.error && <Failed error={devices.error} retry={() => void devices.refetch()} />}
      <ul>
        {(devices.data ?? []).map((one) => (
          <li key={one.id} className={css.item}>
            <span>
              <b>{set(one.label)}</b>
              {one.thisOne && <span className={layout.second}> ({say(text.here)})</span>}
            </span>
            <span className={layout.second}>{[say(text.enrolledAt(date(one.enrolledAt))), one.lastSeen ? say(text.seen(ago(one.lastSeen))) : ''].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ul>
      <AddPasskey open={adding} onClose={() => setAdding(false)} />
    </div>
  );
}

function AddPasskey({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const [label, setLabel] = useState('');
  const [code, setCode] = useState('');
  const add = useMutation({
    mutationFn: async () => {
      const answer = await post<{ options?: unknown }>('/api/passkeys/options');
      const { credential, prf } = await makePasskey(answer.options ?? answer);
      await post('/api/passkeys', { credential, prf, label: label.trim(), code });
      return prf !== null;
    },
    onSettled: () => setCode(''),
  });
  const close = (): void => {
    add.reset();
    setLabel('');
    onClose();
  };
  return (
    <Sheet title={say(text.passkey)} open={open} onClose={close}>
      {add.isSuccess ? (
        <Notice kind="ok" live>{say(add.data ? text.passkeyDone : text.passkeyNoPrf)}</Notice>
      ) : (
        <form className={layout.stack} onSubmit={(event) => { event.preventDefault(); add.mutate(); }}>
          <p className={layout.second}>{say(text.passkeyLead)}</p>
          <Field label={say(text.passkeyName)} value={label} onChange={setLabel} autoFocus required />
          <Field label={say(text.code)} kind="code" value={code} onChange={setCode} required />
          {add.error && <Failed error={add.error} />}
          <div className={layout.row}>
            <Button type="submit" variant="filled" disabled={!label.trim() || code.length < 6 || add.isPending}>{say(text.passkey)}</Button>
          </div>
        </form>
      )}
    </Sheet>
  );
}
