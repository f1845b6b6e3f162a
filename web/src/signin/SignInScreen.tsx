import { useState } from 'react';
import { door } from '../api/door';
import { forget, remember, remembered } from '../api/remembered';
import { useValue } from '../api/state';
import layout from '../base/layout.module.css';
import { Notice } from '../base/Sheet';
import { say, set } from '../text/say';
import type { WayIn } from '../api/demo';
import { AcceptInvitation } from './AcceptInvitation';
import { ByKit } from './ByKit';
import { DemoWays } from './DemoWays';
import { Enrol } from './Enrol';
import { Factors } from './Factors';
import { Gatehouse } from './Gatehouse';
import css from './signin.module.css';
import { text } from './text';

type Step = { readonly at: 'factors' } | { readonly at: 'enrol'; readonly login: string } | { readonly at: 'accept' } | { readonly at: 'kit' };

export function SignInScreen() {
  const now = useValue(door);
  const [login, setLogin] = useState<string | undefined>(() => remembered()?.login);
  const [step, setStep] = useState<Step>({ at: 'factors' });
  const [chosen, setChosen] = useState<WayIn | undefined>();
  const back = (): void => setStep({ at: 'factors' });
  const hour = new Date().getHours();
  const greeting = say(hour >= 18 || hour < 5 ? text.evening : text.hello);
  return (
    <Gatehouse aside={<Help onChoose={(way) => { setLogin(undefined); setChosen(way); back(); }} onEnrol={() => setStep({ at: 'enrol', login: login ?? '' })} onAccept={() => setStep({ at: 'accept' })} onKit={() => setStep({ at: 'kit' })} />}>
      {step.at === 'enrol' && <Enrol login={step.login} onDone={(chosen) => { setLogin(chosen); remember({ login: chosen, name: chosen }); back(); }} onStop={back} />}
      {step.at === 'accept' && <AcceptInvitation onStop={back} />}
      {step.at === 'kit' && <ByKit onStop={back} />}
      {step.at === 'factors' && (
        <>
          <h1>{login ? say(text.named(greeting, remembered()?.name ?? login)) : greeting}</h1>
          <p className={css.lead}>{say(text.lead)}</p>
          {now.state === 'out' && now.reasons.map((reason) => <Notice key={reason.code} kind="alert">{set(reason.text)}</Notice>)}
          <Factors key={chosen ? chosen.login + chosen.code : (login ?? '')} login={login} given={chosen} onUnknownDevice={(typed) => setStep({ at: 'enrol', login: typed })} />
          {login !== undefined && (
            <p className={`${layout.dense} ${layout.gapTop}`}>
              <button type="button" className={layout.linkish} onClick={() => { forget(); setLogin(undefined); }}>
                {say(text.other)}
              </button>
            </p>
          )}
        </>
      )}
    </Gatehouse>
  );
}

const Help = ({ onChoose, onEnrol, onAccept, onKit }: { readonly onChoose: (way: WayIn) => void; readonly onEnrol: () => void; readonly onAccept: () => void; readonly onKit: () => void }) => (
  <aside className={css.aside}>
    <DemoWays onChoose={onChoose} />
    <h2>{say(text.missing)}</h2>
    <section>
      <h3>{say(text.lostPhone)}</h3>
      <ol>
        <li>{say(text.lostPhone1)}</li>
        <li>{say(text.lostPhone2)}</li>
        <li>{say(text.lostPhone3)}</li>
      </ol>
    </section>
    <section>
      <h3>{say(text.newBrowser)}</h3>
      <p>
        {say(text.newBrowserMore)}{' '}
        <button type="button" className={layout.linkish} onClick={onEnrol}>
          {say(text.enrol)}
        </button>
      </p>
    </section>
    <section>
      <h3>{say(text.phoneHand)}</h3>
      <p>{say(text.phoneHandMore)}</p>
    </section>
    <section>
      <h3>{say(text.nobodyHand)}</h3>
      <p>
        {say(text.nobodyHandMore)}{' '}
        <button type="button" className={layout.linkish} onClick={onKit}>
          {say(text.kit)}
        </button>
      </p>
    </section>
    <section>
      <h3>{say(text.invited)}</h3>
      <p>
        {say(text.invitedMore)}{' '}
        <button type="button" className={layout.linkish} onClick={onAccept}>
          {say(text.accept)}
        </button>
      </p>
    </section>
  </aside>
);
