import { Button } from '@mantine/core';
import { Fragment, useEffect, useRef } from 'react';
import type { Refused } from '../api/types';
import { Choice } from '../base/Field';
import layout from '../base/layout.module.css';
import { Empty, Notice } from '../base/Sheet';
import { Status } from '../base/Status';
import { say, set } from '../text/say';
import { lacksLength, posologyLine, type Left, type Line } from './lines';
import css from './prescription.module.css';
import { text } from './text';

interface Acts {
  readonly onChoose: (key: string) => void;
  readonly onAld: (key: string, ald: boolean) => void;
  readonly onSubstitution: (key: string, reason: Line['nonSubstitutable']) => void;
  readonly onCorrect: (line: Line) => void;
  readonly onRemove: (key: string) => void;
  readonly onRestore: (key: string) => void;
  readonly onDismiss: (of: string) => void;
}

interface Shown {
  /** In the order of the sheet. */
  readonly lines: readonly Line[];
  readonly removed: readonly Line[];
  readonly left: readonly Left[];
  readonly checked: ReadonlyMap<string, readonly Refused[]>;
  readonly chosen: string | undefined;
  readonly acts: Acts;
}

const columns = 4;

/** The sheet's lines by zone. Each check says what was done; "not run" never looks like "nothing found". */
export function LinesTable({ lines, removed, left, checked, chosen, acts }: Shown) {
  if (lines.length + removed.length + left.length === 0) {
    return (
      <div className={`${css.lines} ${css.pad}`}>
        <Empty title={say(text.empty)}>
          <p className={layout.second}>{say(text.emptyMore)}</p>
        </Empty>
      </div>
    );
  }
  const zone = (name: string, of: readonly Line[]) =>
    of.length > 0 && (
      <>
        <Zone name={name} />
        {of.map((line) => (
          <Row key={line.key} line={line} number={lines.indexOf(line) + 1} refused={checked.get(line.key) ?? []} chosen={line.key === chosen} acts={acts} />
        ))}
      </>
    );
  return (
    <div className={css.lines}>
      <table aria-label={say(text.title)}>
        <colgroup>
          <col />
          <col className={css.colChecks} />
          <col className={css.colBizone} />
          <col className={css.colActs} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">{say(text.lines(lines.length))}<small>{say(text.linesHelp)}</small></th>
            <th scope="col">{say(text.checks)}<small>{say(text.checksOf)}</small></th>
            <th scope="col">{say(text.bizone)} <kbd>B</kbd></th>
            <th scope="col"><span className={layout.unseen}>{say(text.acts)}</span></th>
          </tr>
        </thead>
        <tbody>
          {zone(say(text.related), lines.filter((line) => line.ald))}
          {zone(say(text.unrelated), lines.filter((line) => !line.ald))}
          {left.length > 0 && <Zone name={say(text.left(left.length))} />}
          {left.map((one) => (
            <tr key={one.of}>
              <td colSpan={columns}>
                <Notice kind="danger" title={set(one.name)} actions={<Button size="compact-sm" onClick={() => acts.onDismiss(one.of)}>{say(text.seen)}</Button>}>
                  {set(one.reason)} <span className={layout.muted}>{set(one.source)}</span>
                </Notice>
              </td>
            </tr>
          ))}
          {removed.length > 0 && <Zone name={say(text.removed)} />}
          {removed.map((line) => (
            <tr key={line.key}>
              <td colSpan={columns}>
                <div className={layout.row}>
                  <span className={layout.muted}>{set(line.name)}</span>
                  <Button size="compact-sm" onClick={() => acts.onRestore(line.key)}>{say(text.restore)}</Button>
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {lines.length > 0 && (
        <div className={css.pad}>
          <Notice>{say(text.checksNote)}</Notice>
        </div>
      )}
    </div>
  );
}

const Zone = ({ name }: { readonly name: string }) => (
  <tr className={css.zone}>
    <th colSpan={columns} scope="rowgroup">{name}</th>
  </tr>
);

function Row({ line, number, refused, chosen, acts }: { readonly line: Line; readonly number: number; readonly refused: readonly Refused[]; readonly chosen: boolean; readonly acts: Acts }) {
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (chosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <Fragment>
      <tr ref={row} className={chosen ? css.chosen : ''} aria-current={chosen ? 'true' : undefined} onMouseDown={() => acts.onChoose(line.key)}>
        <td>
          <div className={css.drug}>{number}. {set(line.name)}</div>
          <div className={css.posology}>
            {set(posologyLine(line))}
            {line.verbatim && <span className={layout.muted}> ({say(text.verbatimHere)})</span>}
            {lacksLength(line) && <> <Status shape="alert" small>{say(text.lengthHere)}</Status></>}
          </div>
        </td>
        <td>
          <Status shape="notrun" small>{say(text.notRun)}<span className={layout.phoneOnly}>{say(text.notRunOf)}</span></Status>
          <br />
          <Status shape="nodata" small>{say(text.noData)}</Status>
        </td>
        <td>
          <Choice label={say(text.aldLabel)} value={line.ald ? 'ald' : 'out'} onChange={(zone) => acts.onAld(line.key, zone === 'ald')} options={[{ value: 'ald', label: say(text.ald) }, { value: 'out', label: say(text.out) }]} />
        </td>
        <td>
          <div className={css.lineActs}>
            <select className={css.select} aria-label={say(text.nonSubstitutable)} value={line.nonSubstitutable ?? ''} onChange={(event) => acts.onSubstitution(line.key, (event.currentTarget.value || undefined) as Line['nonSubstitutable'])}>
              <option value="">{say(text.substitutable)}</option>
              {(['MTE', 'EFG', 'CIF'] as const).map((reason) => (
                <option key={reason} value={reason}>{say(text.nonSubstitutable)} ({reason})</option>
              ))}
            </select>
            <button type="button" className={layout.linkish} onClick={() => acts.onCorrect(line)}>{say(text.correct)} <kbd className={chosen ? '' : css.held}>E</kbd></button>
            <button type="button" className={layout.linkish} onClick={() => acts.onRemove(line.key)}>{say(text.remove)}</button>
          </div>
        </td>
      </tr>
      {refused.map((rule) => (
        <tr key={rule.code} className={css.beside}>
          <td colSpan={columns}>
            <Notice kind="danger" live title={say(text.refusedLine(rule.code, `${number}. ${line.name}`))}>
              {set(rule.reason)} <span className={layout.muted}>{set(rule.source)}</span>
            </Notice>
          </td>
        </tr>
      ))}
    </Fragment>
  );
}
