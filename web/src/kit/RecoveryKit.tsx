import { Button } from '@mantine/core';
import { useState } from 'react';
import { classNames } from '../accesses/text';
import type { KitState } from '../api/types';
import { useList, useSession, useSteward } from '../app/queries';
import layout from '../base/layout.module.css';
import { Failed, Loading, Notice } from '../base/Sheet';
import { Status } from '../base/Status';
import { time } from '../text/format';
import { say } from '../text/say';
import { NewKit, type Way } from './NewKit';
import { text } from './text';

/** Whether the kit opens everything; how to make a new one; what waits for a second steward. */
export function RecoveryKit() {
  const session = useSession();
  const steward = useSteward();
  const kit = useList<KitState>(['kit'], '/api/kit', 15_000);
  const [way, setWay] = useState<Way | undefined>();
  const asked = kit.data?.asked;
  return (
    <section className={layout.blockTop} aria-label={say(text.title)}>
      <div className={layout.zoneTitle}>
        <h2>{say(text.title)}</h2>
      </div>
      <div className={`${layout.stack} ${layout.gapTop} ${layout.narrow}`}>
        <p className={layout.second}>{say(text.lead)}</p>
        {kit.isPending && <Loading />}
        {kit.error && <Failed error={kit.error} retry={() => void kit.refetch()} />}
        {kit.data?.waitsFor.length === 0 && <Status shape="ok">{say(text.opensAll)}</Status>}
        {kit.data && kit.data.waitsFor.length > 0 && <Notice kind="alert">{say(text.waitsFor(classNames(kit.data.waitsFor)))}</Notice>}
        {asked && asked.by.id === session.member.id && <Notice live title={say(text.askedTitle)}>{say(text.asked(time(asked.until)))}</Notice>}
        {steward && asked && asked.by.id !== session.member.id && (
          <Notice kind="alert" live title={say(text.askedBy(asked.by.name))} actions={<Button size="compact-sm" variant="filled" onClick={() => setWay({ by: 'second', asked: asked.id })}>{say(text.confirm)}</Button>}>
            {say(text.askedMore(time(asked.until)))}
          </Notice>
        )}
        <div className={layout.row}>
          <Button onClick={() => setWay({ by: 'kit' })}>{say(text.byKit)}</Button>
          {steward && <Button onClick={() => setWay({ by: 'two' })}>{say(text.byTwo)}</Button>}
        </div>
      </div>
      {way && <NewKit way={way} onClose={() => setWay(undefined)} />}
    </section>
  );
}
