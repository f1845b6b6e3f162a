import { reach } from '../api/replicas';
import { useValue } from '../api/state';
import type { Continuity } from '../api/types';
import { Status } from '../base/Status';
import { say, set } from '../text/say';
import css from './shell.module.css';
import { useList } from './queries';
import { text } from './text';

/** Where we work and with which copies, in words; "à jour" only when this replica has measured it. */
export function StateSentence({ since }: { readonly since?: string }) {
  const { status, answers } = useValue(reach);
  const seen = useList<Continuity>(['continuity'], '/api/continuity', 30_000);
  if (!answers || !status) return <Status shape="alert">{since ? say(text.offlineSince(since)) : say(text.offline)}</Status>;
  const late = seen.data?.replicas.find((one) => one.reachable && one.behind > 0);
  const here = status.replica.name;
  const gone = status.peers.filter((peer) => !peer.reachable).map((peer) => peer.name);
  const there = status.peers.filter((peer) => peer.reachable).map((peer) => peer.name);
  if (status.peers.length === 0) return <Sentence shape="ok" long={say(text.alone(here))} short={say(text.aloneShort)} />;
  if (gone.length > 0) return <Sentence shape="alert" long={say(text.without([here, ...there].join(', '), gone.join(', ')))} short={say(text.withoutShort)} />;
  const names = [here, ...there];
  const joined = names.length === 2 ? names.join(text.and.fr) : names.join(', ');
  if (!seen.data) return <Sentence shape="ok" long={say(text.reachable(joined))} short={say(text.reachableShort)} />;
  if (late) return <Sentence shape="alert" long={say(text.behind(late.name, late.behind))} short={say(text.behindShort)} />;
  return <Sentence shape="ok" long={say(text.upToDate(joined))} short={say(text.upToDateShort)} />;
}

const Sentence = (props: { readonly shape: 'ok' | 'alert'; readonly long: string; readonly short: string }) => (
  <Status shape={props.shape}>
    <span className={css.long}>{set(props.long)}</span>
    <span className={css.short}>{props.short}</span>
  </Status>
);
