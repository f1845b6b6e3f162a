import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { post } from '../api/client';
import type { Hit, Member } from '../api/types';
import { queries, useList, useSession } from '../app/queries';
import { faultOf, Field } from '../base/Field';
import layout from '../base/layout.module.css';
import { Failed, Sheet } from '../base/Sheet';
import { PickPatient } from '../search/PickPatient';
import { say } from '../text/say';
import css from './messages.module.css';
import { text } from './text';

/** Taken on the telephone: for whom, what, about whom, whom to call. Closing keeps what was typed. */
export function WriteMessage({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const session = useSession();
  const members = useList<Member[]>(['members'], '/api/members');
  const [to, setTo] = useState<readonly string[]>([]);
  const [words, setWords] = useState('');
  const [phone, setPhone] = useState('');
  const [patient, setPatient] = useState<Hit | undefined>();
  const send = useMutation({
    mutationFn: () => post('/api/messages', { to, text: words.trim(), ...(patient ? { patient: patient.id } : {}), ...(phone.trim() ? { phone: phone.trim() } : {}) }),
    onSuccess: () => {
      setTo([]);
      setWords('');
      setPhone('');
      setPatient(undefined);
      onClose();
      return queries.invalidateQueries({ queryKey: ['messages'] });
    },
  });
  const people = (members.data ?? []).filter((member) => member.state === 'active' && member.id !== session.member.id);
  return (
    <Sheet title={say(text.write)} open={open} onClose={onClose} wide>
      <form className={layout.stack} onSubmit={(event) => { event.preventDefault(); send.mutate(); }}>
        <fieldset>
          <legend className={layout.label}>{say(text.toLabel)}</legend>
          <div className={css.people}>
            {people.map((member) => (
              <label key={member.id}>
                <input type="checkbox" checked={to.includes(member.id)} onChange={(event) => setTo(event.currentTarget.checked ? [...to, member.id] : to.filter((id) => id !== member.id))} />
                {member.name}
              </label>
            ))}
          </div>
        </fieldset>
        <Field label={say(text.textLabel)} kind="lines" rows={4} value={words} onChange={setWords} error={faultOf(send.error, 'text')} required />
        <Field label={say(text.phoneLabel)} kind="phone" value={phone} onChange={setPhone} error={faultOf(send.error, 'phone')} />
        <PickPatient patient={patient} onChange={setPatient} />
        {send.error && <Failed error={send.error} />}
        <div className={layout.row}>
          <Button type="submit" variant="filled" disabled={send.isPending || to.length === 0 || words.trim() === ''}>
            {say(text.send)}
          </Button>
          <span className={`${layout.small} ${layout.second}`}>{say(text.sealed)}</span>
        </div>
      </form>
    </Sheet>
  );
}
