import { Button } from '@mantine/core';
import { useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { newId } from '../api/bytes';
import type { Drug } from '../api/types';
import { Field } from '../base/Field';
import layout from '../base/layout.module.css';
import { Failed, Notice } from '../base/Sheet';
import { Status } from '../base/Status';
import { say, set } from '../text/say';
import { corrected, drugName, durationText, lineFrom, meantBy, wordsKept, type Line, type Meant } from './lines';
import css from './prescription.module.css';
import { text } from './text';
import { understand, useUnderstood } from './useUnderstood';

/**
 * One line, as one would say it. What was understood shows beneath, structured; Enter adds it and the caret stands in
 * the next line. What the law asks and is missing is named; a line for secured stock is refused with its reason.
 */
export function QuickEntry(props: {
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly editing: Line | undefined;
  readonly onRenew: () => void;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly onAdd: (line: Line) => void;
  /** How many lines were entered and are not understood yet: nothing is signed meanwhile. */
  readonly onWaits: (lines: number) => void;
  /** A line that was entered and cannot be added as it is, when the next is being typed already. */
  readonly onAside: (typed: string) => void;
  readonly onDown: () => void;
}) {
  const { typed, onType, editing } = props;
  const [picked, setPicked] = useState<Meant | undefined>();
  const before = typeof editing?.drug === 'string' ? { drug: editing.drug, of: editing.from } : undefined;
  const drug = meantBy(typed, picked ?? before);
  const words = wordsKept(editing);
  const { read, current, error } = useUnderstood(typed, drug, words);
  const waiting = useRef({ lines: 0, last: Promise.resolve() });
  const [failed, setFailed] = useState<unknown>();
  const [said, setSaid] = useState<string | undefined>();
  const posology = said ?? (editing && typeof editing.drug !== 'string' ? editing.posology : '');
  const key = editing?.key ?? newId();

  const clear = (): void => {
    onType('');
    setSaid(undefined);
    setPicked(undefined);
    props.input.current?.focus();
  };
  const added = (line: Line): void => {
    props.onAdd(line);
    clear();
  };
  const add = (): void => {
    const asked = typed.trim();
    if (asked.length < 3) return;
    setFailed(undefined);
    if (current && read && waiting.current.lines === 0) {
      const line = read.refused.length === 0 ? lineFrom(key, asked, read) : undefined;
      if (line) added(editing ? corrected(editing, line) : line);
    } else if (!editing) {
      entered(asked);
    } // the line that is corrected stays in the field until it is understood
  };
  /** The field is free for the next line at once: what is typed now never runs into what was entered. */
  const entered = (asked: string): void => {
    const turn = waiting.current;
    const count = (by: number): void => props.onWaits((turn.lines += by));
    clear();
    count(1);
    turn.last = turn.last
      .then(() => understand(asked, drug, undefined))
      .then((now) => {
        const line = now.refused.length === 0 ? lineFrom(newId(), asked, now) : undefined;
        if (line) props.onAdd(line);
        else returned(asked);
      })
      .catch((unanswered: unknown) => {
        returned(asked);
        setFailed(unanswered);
      })
      .finally(() => count(-1));
  };
  const returned = (asked: string): void => {
    if (props.input.current?.value === '') onType(asked);
    else props.onAside(asked);
  };
  const addAsText = (): void => {
    const asked = typed.trim();
    added({ key, ...(editing?.renews ? { renews: editing.renews } : {}), from: typed, name: asked, drug: { text: asked }, dose: '', form: '', route: '', posology: posology.trim(), duration: undefined, units: undefined, renewals: 0, ald: editing?.ald ?? false, nonSubstitutable: undefined });
  };
  const choose = (one: Drug): void => {
    setPicked({ drug: one.id, of: typed });
    props.input.current?.focus();
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      add();
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      props.onDown();
    }
  };
  const problem = error ?? failed;
  const refused = read?.refused ?? [];
  const unknownDrug = read && !read.drug && refused.length === 0 && read.choices.length === 0;
  return (
    <div className={css.quick}>
      <div className={css.quickHead}>
        <span className={layout.label} id="quick-label">{say(editing ? text.correct : text.addLine)}</span>
        <button type="button" className={`${layout.push} ${layout.linkish} ${layout.small}`} onClick={props.onRenew}>
          {say(text.renewAll)} <kbd>R</kbd>
        </button>
      </div>
      <Field label={say(text.addLine)} hideLabel kind="large" value={typed} onChange={(next) => { onType(next); setFailed(undefined); if (next === '') setPicked(undefined); }} placeholder={say(text.example)} inputRef={props.input} onKeyDown={keys} autoFocus describedBy="understood" />
      <div id="understood" className={css.understood} aria-live="polite" aria-label={say(text.label)}>
        {read?.drug && (
          <>
            <Part name={say(text.understood)} value={read.drug.brand ? `${read.drug.inn} (${read.drug.brand})` : read.drug.inn} />
            <Part name={say(text.dose)} value={read.drug.dose} />
            <Part name={say(text.form)} value={[read.drug.form, read.drug.route].filter(Boolean).join(', ')} />
            <Part name={say(read.verbatim ? text.verbatim : text.posology)} value={read.verbatim ? `« ${read.posology ?? ''} »` : read.posology} />
            <Part name={say(text.duration)} value={durationText(read.duration) || (read.units === undefined ? undefined : String(read.units))} />
            {read.renewals ? <Part name={say(text.renewals)} value={say(text.times(read.renewals))} /> : null}
          </>
        )}
        <span className={css.addPart}>
          <Button variant="filled" disabled={!read || refused.length > 0 || !lineFrom(key, typed, read)} onClick={add}>
            {say(text.add)} <kbd>Entrée</kbd>
          </Button>
        </span>
      </div>
      {read && refused.map((rule) => (
        <Notice key={rule.code} kind="danger" live title={say(text.refusedLine(rule.code, read.drug ? drugName(read.drug) : typed))} actions={<Button size="compact-sm" onClick={() => { onType(''); setPicked(undefined); props.input.current?.focus(); }}>{say(text.abandon)}</Button>}>
          {rule.code === 'secured-stock' ? `${say(text.securedMore)} ` : ''}{set(rule.reason)} <span className={layout.muted}>{set(rule.source)}</span>
        </Notice>
      ))}
      {read?.drug && read.verbatim && refused.length === 0 && <Status shape="notrun" live>{say(text.verbatimMore)}</Status>}
      {read?.drug && read.missing.length > 0 && refused.length === 0 && <Status shape="alert" live>{say(text.toComplete(read.missing.map((field) => text.missing(field).fr).join(', ')))}</Status>}
      {read && read.choices.length > 0 && !(picked && drug) && (
        <div className={css.choices}>
          <span className={layout.label}>{say(text.which)}</span>
          {read.choices.slice(0, 6).map((drug) => (
            <Button key={drug.id} size="compact-sm" onClick={() => choose(drug)}>
              {set(drugName(drug))}
            </Button>
          ))}
        </div>
      )}
      {unknownDrug && current && (
        <form className={css.choices} onSubmit={(event) => { event.preventDefault(); if (posology.trim()) addAsText(); }}>
          <Status shape="notrun">{say(text.freeText)}</Status>
          <Field label={say(text.freePosology)} value={posology} onChange={setSaid} required />
          <Button type="submit" size="compact-sm" disabled={!posology.trim()}>{say(text.addAsText)}</Button>
        </form>
      )}
      {Boolean(problem) && <Failed error={problem} />}
    </div>
  );
}

const Part = ({ name, value }: { readonly name: string; readonly value: string | undefined }) => (
  <div className={css.part}>
    <small>{set(name)}</small>
    <b>{value ? set(value.charAt(0).toLocaleUpperCase('fr') + value.slice(1)) : say(text.unknown)}</b>
  </div>
);
