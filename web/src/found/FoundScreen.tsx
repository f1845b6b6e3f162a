import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { post } from '../api/client';
import { look } from '../api/replicas';
import { admit } from '../api/signing';
import type { Kit, Session, Totp } from '../api/types';
import { faultOf, Field } from '../base/Field';
import layout from '../base/layout.module.css';
import { Failed } from '../base/Sheet';
import { KitOnce } from '../kit/KitOnce';
import { professions } from '../members/text';
import { AuthenticatorApp } from '../signin/AuthenticatorApp';
import { Gatehouse } from '../signin/Gatehouse';
import css from '../signin/signin.module.css';
import { say } from '../text/say';
import { text } from './text';

/** Who founds a practice is a clinician. */
const clinicians = ['gp', 'specialist', 'nurse', 'midwife'].map((value) => ({ value, label: professions[value] ?? value }));

const blank = { practiceName: '', address: '', phone: '', email: '', family: '', given: '', profession: 'gp', rpps: '', login: '', passphrase: '', again: '', replicaName: 'Cabinet' };
type Answers = typeof blank;

/** An empty replica: three steps, then the kit, shown once. */
export function FoundScreen() {
  const [answers, setAnswers] = useState<Answers>(blank);
  const [code, setCode] = useState('');
  const found = useMutation({
    mutationFn: () =>
      post<{ totp: Totp; draft: string }>(
        '/api/found',
        {
          practice: { name: answers.practiceName, address: answers.address, phone: answers.phone, email: answers.email },
          founder: { family: answers.family, given: answers.given, profession: answers.profession, ...(answers.rpps ? { rpps: answers.rpps } : {}) },
          login: answers.login,
          passphrase: answers.passphrase,
          replicaName: answers.replicaName,
        },
        { session: false },
      ),
  });
  const confirm = useMutation({ mutationFn: () => post<Session & { kit: Kit }>('/api/found/confirm', { draft: found.data?.draft, code }, { session: false, patience: 60_000 }), onError: () => setCode('') });
  const enter = (): void => {
    if (!confirm.data) return;
    const { kit: _shownOnce, ...session } = confirm.data;
    void look();
    admit(session);
  };
  return (
    <Gatehouse wide aside={<Aside />}>
      {!found.data && <Practice answers={answers} set={(part) => setAnswers({ ...answers, ...part })} error={found.error} busy={found.isPending} onNext={() => found.mutate()} />}
      {found.data && !confirm.data && (
        <form className={css.form} onSubmit={(event) => { event.preventDefault(); confirm.mutate(); }}>
          <h1>{say(text.app)}</h1>
          <p className={layout.second}>{say(text.step(2))}</p>
          <AuthenticatorApp totp={found.data.totp} />
          <Field label={say(text.code)} kind="code" value={code} onChange={setCode} autoFocus required />
          {confirm.error && <Failed error={confirm.error} />}
          <Button type="submit" variant="filled" size="lg" disabled={code.length < 6 || confirm.isPending}>{say(text.found)}</Button>
        </form>
      )}
      {confirm.data && (
        <div className={css.form}>
          <h1>{say(text.kit)}</h1>
          <p className={layout.second}>{say(text.step(3))}</p>
          <KitOnce kit={confirm.data.kit} does={say(text.enter)} onKept={enter} />
        </div>
      )}
    </Gatehouse>
  );
}

function Practice({ answers, set, error, busy, onNext }: { readonly answers: Answers; readonly set: (part: Partial<Answers>) => void; readonly error: unknown; readonly busy: boolean; readonly onNext: () => void }) {
  const differ = answers.again !== '' && answers.again !== answers.passphrase;
  const missing = !answers.practiceName.trim() || !answers.family.trim() || !answers.given.trim() || !answers.login.trim() || !answers.passphrase || answers.again !== answers.passphrase || !answers.replicaName.trim();
  return (
    <form className={css.form} onSubmit={(event) => { event.preventDefault(); onNext(); }}>
      <h1>{say(text.title)}</h1>
      <p className={layout.second}>{say(text.step(1))}</p>
      <p className={layout.second}>{say(text.lead)}</p>
      <h2>{say(text.practice)}</h2>
      <Field label={say(text.practiceName)} value={answers.practiceName} onChange={(practiceName) => set({ practiceName })} error={faultOf(error, 'name')} autoFocus required />
      <Field label={say(text.address)} value={answers.address} onChange={(address) => set({ address })} error={faultOf(error, 'address')} />
      <div className={layout.pair}>
        <Field label={say(text.phone)} kind="phone" value={answers.phone} onChange={(phone) => set({ phone })} error={faultOf(error, 'phone')} />
        <Field label={say(text.email)} kind="email" value={answers.email} onChange={(email) => set({ email })} error={faultOf(error, 'email')} />
      </div>
      <h2>{say(text.you)}</h2>
      <div className={layout.pair}>
        <Field label={say(text.family)} value={answers.family} onChange={(family) => set({ family })} error={faultOf(error, 'family')} required />
        <Field label={say(text.given)} value={answers.given} onChange={(given) => set({ given })} error={faultOf(error, 'given')} required />
        <Field label={say(text.profession)} value={answers.profession} onChange={(profession) => set({ profession })} options={clinicians} />
        <Field label={say(text.rpps)} value={answers.rpps} onChange={(rpps) => set({ rpps: rpps.replace(/\s/g, '') })} error={faultOf(error, 'rpps')} />
        <Field label={say(text.login)} value={answers.login} onChange={(login) => set({ login })} hint={say(text.loginHint)} error={faultOf(error, 'login')} autoComplete="username" required />
        <Field label={say(text.replica)} value={answers.replicaName} onChange={(replicaName) => set({ replicaName })} hint={say(text.replicaHint)} error={faultOf(error, 'replicaName')} required />
        <Field label={say(text.passphrase)} kind="secret" value={answers.passphrase} onChange={(passphrase) => set({ passphrase })} hint={say(text.passphraseHint)} error={faultOf(error, 'passphrase')} autoComplete="new-password" required />
        <Field label={say(text.again)} kind="secret" value={answers.again} onChange={(again) => set({ again })} error={differ ? say(text.differ) : undefined} autoComplete="new-password" required />
      </div>
      {error ? <Failed error={error} /> : null}
      <Button type="submit" variant="filled" size="lg" disabled={busy || missing}>{say(text.next)}</Button>
    </form>
  );
}

const Aside = () => (
  <aside className={css.aside}>
    <h2>{say(text.asideTitle)}</h2>
    {[text.aside1, text.aside2, text.aside3].map((said) => (
      <section key={said.fr}>
        <p>{say(said)}</p>
      </section>
    ))}
  </aside>
);
