import { Button } from '@mantine/core';
import { Choice } from '../base/Field';
import layout from '../base/layout.module.css';
import { Empty, Notice } from '../base/Sheet';
import { Status } from '../base/Status';
import { say, set } from '../text/say';
import { lacksLength, ordered, posologyLine, type Left, type Line } from './lines';
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

/** The sheet's lines by zone. Each check says what was done; "not run" never looks like "nothing found". */
export function LinesTable({ lines, removed, left, chosen, fixed, acts }: { readonly lines: readonly Line[]; readonly removed: readonly Line[]; readonly left: readonly Left[]; readonly chosen: string | undefined; readonly fixed: boolean; readonly acts: Acts }) {
  const all = ordered(lines);
  const related = all.filter((line) => line.ald);
  const unrelated = all.filter((line) => !line.ald);
  const none = all.length === 0 && removed.length === 0 && left.length === 0;
  const row = (line: Line) => <Row key={line.key} line={line} number={all.indexOf(line) + 1} chosen={line.key === chosen} fixed={fixed} acts={acts} />;
  return (
    <div className={css.lines}>
      {none && (
        <div className={css.pad}>
          <Empty title={say(text.empty)}>
            <p className={layout.second}>{say(text.emptyMore)}</p>
          </Empty>
        </div>
      )}
      {!none && (
        <table aria-label={say(text.title)}>
          <colgroup>
            <col />
            <col className={css.colBizone} />
            <col className={css.colCheck} />
            <col className={css.colCheck} />
            <col className={css.colCheck} />
            <col className={css.colKidney} />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">{say(text.lines(all.length))}{!fixed && <small>{say(text.linesHelp)}</small>}</th>
              <th scope="col">{say(text.bizone)} <kbd>B</kbd></th>
              <th scope="col">{say(text.allergies)}<small>{say(text.notBuilt)}</small></th>
              <th scope="col">{say(text.interactions)}<small>{say(text.notBuilt)}</small></th>
              <th scope="col">{say(text.duplicates)}<small>{say(text.notBuilt)}</small></th>
              <th scope="col">{say(text.kidney)}<small>{say(text.noSource)}</small></th>
            </tr>
          </thead>
          <tbody>
            {related.length > 0 && <Zone name={say(text.related)} />}
            {related.map(row)}
            {unrelated.length > 0 && <Zone name={say(text.unrelated)} />}
            {unrelated.map(row)}
            {left.length > 0 && !fixed && (
              <>
                <Zone name={say(text.left(left.length))} />
                {left.map((one) => (
                  <tr key={one.of}>
                    <td colSpan={6}>
                      <Notice kind="danger" title={set(one.name)} actions={<Button size="compact-sm" onClick={() => acts.onDismiss(one.of)}>{say(text.seen)}</Button>}>
                        {set(one.reason)} <span className={layout.muted}>{set(one.source)}</span>
                      </Notice>
                    </td>
                  </tr>
                ))}
              </>
            )}
            {removed.length > 0 && !fixed && (
              <>
                <Zone name={say(text.removed)} />
                {removed.map((line) => (
                  <tr key={line.key}>
                    <td colSpan={6}>
                      <div className={layout.row}>
                        <span className={layout.muted}>{set(line.name)}</span>
                        <Button size="compact-sm" onClick={() => acts.onRestore(line.key)}>{say(text.restore)}</Button>
                      </div>
                    </td>
                  </tr>
                ))}
              </>
            )}
          </tbody>
        </table>
      )}
      {all.length > 0 && (
        <div className={css.pad}>
          <Notice>{say(text.checksNote)}</Notice>
        </div>
      )}
    </div>
  );
}

const Zone = ({ name }: { readonly name: string }) => (
  <tr className={css.zone}>
    <th colSpan={6} scope="rowgroup">{name}</th>
  </tr>
);

function Row({ line, number, chosen, fixed, acts }: { readonly line: Line; readonly number: number; readonly chosen: boolean; readonly fixed: boolean; readonly acts: Acts }) {
  const notRun = <Status shape="notrun" small>{say(text.notRun)}</Status>;
  return (
    <tr className={chosen ? css.chosen : ''} aria-current={chosen ? 'true' : undefined} onMouseDown={() => acts.onChoose(line.key)}>
      <td>
        <div className={css.drug}>{number}. {set(line.name)}</div>
        <div className={css.posology}>{set(posologyLine(line))}</div>
        {lacksLength(line) && <Status shape="alert" small>{say(text.lengthHere)}</Status>}
        {!fixed && (
          <div className={css.lineActs}>
            <select className={css.select} aria-label={say(text.nonSubstitutable)} value={line.nonSubstitutable ?? ''} onChange={(event) => acts.onSubstitution(line.key, (event.currentTarget.value || undefined) as Line['nonSubstitutable'])}>
              <option value="">{say(text.substitutable)}</option>
              {(['MTE', 'EFG', 'CIF'] as const).map((reason) => (
                <option key={reason} value={reason}>{say(text.nonSubstitutable)} ({reason})</option>
              ))}
            </select>
            <Button size="compact-sm" variant="subtle" onClick={() => acts.onCorrect(line)}>{say(text.correct)} {chosen && <kbd>E</kbd>}</Button>
            <Button size="compact-sm" variant="subtle" onClick={() => acts.onRemove(line.key)}>{say(text.remove)}</Button>
          </div>
        )}
      </td>
      <td>
        <Choice label={say(text.aldLabel)} value={line.ald ? 'ald' : 'out'} onChange={(zone) => !fixed && acts.onAld(line.key, zone === 'ald')} options={[{ value: 'ald', label: say(text.ald) }, { value: 'out', label: say(text.out) }]} />
      </td>
      <td data-check={say(text.allergies)}>{notRun}</td>
      <td data-check={say(text.interactions)}>{notRun}</td>
      <td data-check={say(text.duplicates)}>{notRun}</td>
      <td data-check={say(text.kidney)}><Status shape="nodata" small>{say(text.noData)}</Status></td>
    </tr>
  );
}
