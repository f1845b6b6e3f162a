import { Button } from '@mantine/core';
import { Fragment, useEffect, useId, useState, type KeyboardEvent } from 'react';
import type { Hit } from '../api/types';
import { Mark } from '../base/Band';
import { Field } from '../base/Field';
import layout from '../base/layout.module.css';
import { Failed } from '../base/Sheet';
import { Status } from '../base/Status';
import { age, date, fullName, isFemale, sex } from '../text/format';
import { say, set } from '../text/say';
import { CreatePatient } from './CreatePatient';
import { alike, pieces, taken } from './match';
import css from './search.module.css';
import { text } from './text';
import { useSearch } from './useSearch';

/** Two letters of a name show who it may be; homonyms are told apart by birth and town; Enter takes the chosen one, and none of alike names before one was reached. */
export function Finder({ onPick, inline, autoFocus = true }: { readonly onPick: (hit: Hit) => void; readonly inline?: boolean; readonly autoFocus?: boolean }) {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState<number | undefined>();
  const [creating, setCreating] = useState(false);
  const id = useId();
  const search = useSearch(typed);
  const enough = typed.trim().length >= 2;
  const hits = enough ? (search.data?.hits ?? []) : [];
  const same = alike(hits);
  const ordered = [...hits.filter((hit) => same.has(hit.id)), ...hits.filter((hit) => !same.has(hit.id))];
  const chosen = taken(ordered, same, at);
  useEffect(() => setAt(undefined), [typed]);

  const keys = (event: KeyboardEvent): void => {
    if (ordered.length > 0 && event.key === 'ArrowDown') setAt(Math.min((at ?? (chosen ? 0 : -1)) + 1, ordered.length - 1));
    else if (ordered.length > 0 && event.key === 'ArrowUp') setAt(Math.max((at ?? 0) - 1, 0));
    else if (event.key === 'Enter' && chosen && !search.isPlaceholderData) onPick(chosen);
    else return;
    event.preventDefault();
  };
  if (creating) return <CreatePatient typed={typed} onMade={onPick} onBack={() => setCreating(false)} />;
  const row = (hit: Hit) => <Row key={hit.id} id={`${id}-${hit.id}`} hit={hit} typed={typed} chosen={hit === chosen} onPick={() => onPick(hit)} />;
  return (
    <div className={inline ? css.inline : css.box}>
      <div className={css.line}>
        <Field label={say(text.label)} hideLabel kind="large" value={typed} onChange={setTyped} placeholder={say(text.placeholder)} autoFocus={autoFocus} onKeyDown={keys} describedBy={`${id}-count`} />
        <span id={`${id}-count`} role="status" className={`${layout.second} ${layout.dense} ${layout.nowrap}`}>
          {enough && search.data ? say(text.count(hits.length, search.data.more)) : enough && search.isFetching ? say(text.looking) : ''}
        </span>
      </div>
      <div className={css.help}>
        {[text.help1, text.help2, text.help3, text.help4].map((help) => (
          <span key={help.fr}>{say(help)}</span>
        ))}
      </div>
      {search.error && <Failed error={search.error} retry={() => void search.refetch()} />}
      <div role="list" aria-label={say(text.title)}>
        {same.size > 0 && (
          <div className={css.alike}>
            <p>
              <Status shape="alert">{say(text.alike(same.size))}</Status>
            </p>
            {ordered.filter((hit) => same.has(hit.id)).map(row)}
          </div>
        )}
        {ordered.filter((hit) => !same.has(hit.id)).map(row)}
      </div>
      {enough && search.data && !search.isFetching && hits.length === 0 && (
        <div className={css.empty}>
          <p><b>{say(text.none)}</b></p>
          <p className={layout.second}>{say(text.noneMore)}</p>
        </div>
      )}
      <div className={css.foot}>
        {chosen && (
          <span>
            <kbd>Entrée</kbd> {say(text.enter)}
          </span>
        )}
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> {say(text.arrows)}
        </span>
        <Button size="compact-sm" onClick={() => setCreating(true)}>
          {say(text.create)}
        </Button>
        <span>{say(text.traced)}</span>
      </div>
    </div>
  );
}

/** The last appointment that took place. Who came without one was seen too: nothing is said of what is not known. */
const lastSeen = (hit: Hit): string => (hit.lastSeen ? say(text.seen(isFemale(hit.sex), date(hit.lastSeen))) : '');

function Row(props: { readonly id: string; readonly hit: Hit; readonly typed: string; readonly chosen: boolean; readonly onPick: () => void }) {
  const { hit } = props;
  const female = isFemale(hit.sex);
  return (
    <div role="listitem">
      <button type="button" id={props.id} className={`${css.hit} ${props.chosen ? css.chosen : ''}`} aria-current={props.chosen ? 'true' : undefined} onClick={props.onPick}>
        <Mark who={hit} small />
        <span>
          <span className={css.name}>
            {pieces(fullName(hit), props.typed).map((piece, index) => (
              <Fragment key={index}>{piece.hit ? <mark>{piece.text}</mark> : piece.text}</Fragment>
            ))}
          </span>
          <br />
          <span className={layout.second}>
            {say(text.born(female, (hit.birthFamily ?? hit.family).toLocaleUpperCase('fr')))} · {sex(hit.sex)}
          </span>
        </span>
        <span>
          <span className={css.differs}>{date(hit.born)}</span> ({age(hit.born)})
          <br />
          <span className={css.differs}>{hit.town ? set(hit.town) : say(text.townUnknown)}</span>
        </span>
        <span className={`${layout.second} ${layout.right}`}>{lastSeen(hit)}</span>
      </button>
    </div>
  );
}
