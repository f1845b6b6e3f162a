import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { post } from '../api/client';
import { makePasskey, passkeysHere } from '../api/passkey';
import type { Device } from '../api/types';
import { useList } from '../app/queries';
import { ByCode } from '../base/ByCode';
import { faultOf, Field } from '../base/Field';
import layout from '../base/layout.module.css';
import { Done, Failed, Loading, Sheet } from '../base/Sheet';
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
      {adding && <AddPasskey onClose={() => setAdding(false)} />}
    </div>
  );
}

function AddPasskey({ onClose }: { readonly onClose: () => void }) {
  const [label, setLabel] = useState('');
  const add = useMutation({
    mutationFn: async (code: string) => {
      const answer = await post<{ options?: unknown }>('/api/passkeys/options');
      const { credential, prf } = await makePasskey(answer.options ?? answer);
      await post('/api/passkeys', { credential, prf, label: label.trim(), code });
      return prf !== null;
    },
  });
  return (
    <Sheet title={say(text.passkey)} open onClose={onClose}>
      {add.isSuccess ? (
        <Done title={say(text.passkeyDone)} onClose={onClose}>{!add.data && say(text.passkeyNoPrf)}</Done>
      ) : (
        <ByCode act={add} does={say(text.passkey)} ready={label.trim() !== ''}>
          <p className={layout.second}>{say(text.passkeyLead)}</p>
          <Field label={say(text.passkeyName)} value={label} onChange={setLabel} error={faultOf(add.error, 'label')} autoFocus required />
        </ByCode>
      )}
    </Sheet>
  );
}
