import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Continuity } from '../api/types';
import { useList, useSteward } from '../app/queries';
import layout from '../base/layout.module.css';
import { Empty, Failed, Loading } from '../base/Sheet';
import { Status } from '../base/Status';
import { ago } from '../text/format';
import { number, say, set } from '../text/say';
import css from './continuity.module.css';
import { Drawing, stateOf } from './Drawing';
import { Pairing } from './Pairing';
import { Removal } from './Removal';
import { AskedServers } from './Servers';
import { roles, text } from './text';

/** Replicas and copies with their ages; what would happen if this place were cut now; pairing a second place. */
export function ContinuityScreen() {
  const steward = useSteward();
  const [gone, setGone] = useState<Continuity['replicas'][number] | undefined>();
  const continuity = useList<Continuity>(['continuity'], '/api/continuity', 15_000);
  if (continuity.isPending) return <div className={layout.screen}><Loading /></div>;
  if (!continuity.data) return <div className={layout.screen}><Failed error={continuity.error} retry={() => void continuity.refetch()} /></div>;
  const seen = continuity.data;
  const working = seen.replicas.filter((one) => one.reachable || one.thisOne);
  return (
    <>
      <div className={layout.bar}>
        {working.length > 1 ? (
          <Status shape="ok">
            <b>{say(text.readyWord)}</b> {say(text.ready(working.length))}
          </Status>
        ) : (
          <Status shape="alert">{say(text.fragile)}</Status>
        )}
        <span className={`${layout.push} ${layout.second}`}>{say(text.measured)}</span>
      </div>
      {continuity.error && <Failed error={continuity.error} />}
      <div className={layout.two}>
        <section className={layout.zone} aria-label={say(text.title)}>
          <h1>{say(text.title)}</h1>
          <Drawing seen={seen} />
          <div className={`${layout.zoneTitle} ${layout.blockTop}`}>
            <h2>{say(text.replicas)}</h2>
            <span className={layout.count}>{seen.replicas.length}</span>
          </div>
          <ul>
            {seen.replicas.map((one) => (
              <li key={one.id} className={css.item}>
                <b>{set(one.name)}</b>
                <span className={layout.second}>{[say(roles[one.role]), one.thisOne ? say(text.here) : ''].filter(Boolean).join(' · ')}</span>
                <span className={layout.push}>
                  <Status shape={!one.reachable && !one.thisOne ? 'refusal' : one.behind > 0 ? 'alert' : 'ok'}>{[stateOf(one), one.thisOne ? '' : one.seenAt ? ago(one.seenAt) : say(text.never)].filter(Boolean).join(', ')}</Status>
                </span>
                {steward && !one.thisOne && <Button size="compact-sm" onClick={() => setGone(one)}>{say(text.takeOut)}</Button>}
              </li>
            ))}
          </ul>
          <AskedServers />
          <div className={`${layout.zoneTitle} ${layout.blockTop}`}>
            <h2>{say(text.copies)}</h2>
            <span className={layout.count}>{seen.copies.length}</span>
          </div>
          {seen.copies.length === 0 && (
            <Empty title={say(text.noCopies)}>
              <p className={layout.second}>{say(text.noCopiesMore)}</p>
            </Empty>
          )}
          <ul>
            {seen.copies.map((one) => (
              <li key={one.name + one.kind} className={css.item}>
                <b>{set(one.name)}</b>
                <span className={layout.second}>{set(one.kind)} · {say(text.size(number(one.size / 1_048_576, 1)))}</span>
                <span className={layout.push}>{ago(one.at)}</span>
              </li>
            ))}
          </ul>
        </section>
        <section className={layout.zone} aria-label={say(text.cut)}>
          <div className={layout.zoneTitle}>
            <h2>{say(text.cut)}</h2>
          </div>
          <ul>
            {seen.ifCutNow.map((said) => (
              <li key={said} className={css.item}>{set(said)}</li>
            ))}
          </ul>
          {steward && <Pairing />}
        </section>
      </div>
      {gone && <Removal server={gone} onClose={() => setGone(undefined)} />}
    </>
  );
}
