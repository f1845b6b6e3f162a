import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { post } from '../api/client';
import type { Hit } from '../api/types';
import { Choice, faultOf, Field } from '../base/Field';
import layout from '../base/layout.module.css';
import { Failed } from '../base/Sheet';
import { say } from '../text/say';
import { text } from './text';

/** A new patient, from what was typed in the search. */
export function CreatePatient({ typed, onMade, onBack }: { readonly typed: string; readonly onMade: (hit: Hit) => void; readonly onBack: () => void }) {
  const [firstWord = '', ...others] = typed.trim().split(/\s+/).filter((word) => /\p{L}/u.test(word));
  const [family, setFamily] = useState(firstWord.toLocaleUpperCase('fr'));
  const [birthFamily, setBirthFamily] = useState('');
  const [given, setGiven] = useState(others.join(' ').replace(/^\p{L}/u, (letter) => letter.toLocaleUpperCase('fr')));
  const [born, setBorn] = useState('');
  const [sex, setSex] = useState<'female' | 'male' | undefined>();
  const [phone, setPhone] = useState('');
  const [address, setAddress] = useState('');
  const make = useMutation({
    mutationFn: () => post<Hit>('/api/patients', { family: family.trim(), given: given.trim(), born, sex, ...(birthFamily.trim() ? { birthFamily: birthFamily.trim() } : {}), ...(phone.trim() ? { phone: phone.trim() } : {}), ...(address.trim() ? { address: address.trim() } : {}) }),
    onSuccess: onMade,
  });
  const ready = !make.isPending && family.trim() !== '' && given.trim() !== '' && born !== '' && sex !== undefined; // never guessed: it stands on every sheet
  // A div: this stands inside the forms of the day, of messages and of filing too.
  return (
    <div className={layout.stack} onKeyDown={(event) => { if (event.key === 'Enter' && event.target instanceof HTMLInputElement) { event.preventDefault(); if (ready) make.mutate(); } }}>
      <div className={layout.pair}>
        <Field label={say(text.family)} value={family} onChange={setFamily} error={faultOf(make.error, 'family')} autoFocus required />
        <Field label={say(text.given)} value={given} onChange={setGiven} error={faultOf(make.error, 'given')} required />
        <Field label={say(text.birthFamily)} value={birthFamily} onChange={setBirthFamily} error={faultOf(make.error, 'birthFamily')} />
        <Field label={say(text.birth)} kind="date" value={born} onChange={setBorn} error={faultOf(make.error, 'born')} required />
        <div>
          <div className={layout.label}>{say(text.sex)}</div>
          <Choice label={say(text.sex)} value={sex} onChange={setSex} options={[{ value: 'female', label: say(text.female) }, { value: 'male', label: say(text.male) }]} />
        </div>
        <Field label={say(text.phone)} kind="phone" value={phone} onChange={setPhone} error={faultOf(make.error, 'phone')} />
      </div>
      <Field label={say(text.address)} value={address} onChange={setAddress} error={faultOf(make.error, 'address')} />
      {make.error && <Failed error={make.error} />}
      <div className={layout.row}>
        <Button variant="filled" disabled={!ready} onClick={() => make.mutate()}>
          {say(text.createDo)}
        </Button>
        <Button variant="subtle" onClick={onBack}>
          {say(text.title)}
        </Button>
      </div>
    </div>
  );
}
