import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { waysIn, type WayIn } from '../api/demo';
import { reach } from '../api/replicas';
import { useValue } from '../api/state';
import layout from '../base/layout.module.css';
import { professions } from '../members/text';
import { say, set } from '../text/say';
import css from './signin.module.css';
import { text } from './text';

/** Nobody outside a demonstration; there, the factors that protect nobody. */
function useWaysIn(): readonly WayIn[] {
  const { status } = useValue(reach);
  return useQuery({ queryKey: ['demo-ways'], enabled: status?.demo ?? false, queryFn: waysIn, refetchInterval: 5000, staleTime: 0, retry: false }).data ?? [];
}

/** Choosing somebody fills both factors in; Enter then signs in. */
export function DemoWays({ onChoose }: { readonly onChoose: (way: WayIn) => void }) {
  const ways = useWaysIn();
  if (ways.length === 0) return null;
  return (
    <section>
      <h2>{say(text.demoTitle)}</h2>
      <p>{say(text.demoMore)}</p>
      <ul className={css.ways}>
        {ways.map((way) => (
          <li key={way.login}>
            <Button size="compact-sm" onClick={() => onChoose(way)}>
              {set(way.name)}
            </Button>{' '}
            <span className={layout.second}>{professions[way.profession] ?? way.profession}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The code of now, where a demonstration asks it. */
export function DemoCode({ login }: { readonly login: string }) {
  const way = useWaysIn().find((one) => one.login === login);
  return way ? <p className={`${layout.small} ${layout.second}`}>{say(text.demoCode(`${way.code.slice(0, 3)} ${way.code.slice(3)}`))}</p> : null;
}
