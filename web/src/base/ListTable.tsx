import type { ReactNode } from 'react';
import css from './table.module.css';

export interface Column<R> {
  readonly key: string;
  readonly head: string;
  readonly cell: (row: R) => ReactNode;
  readonly last?: boolean;
}

/** Rows to compare; on a phone each row becomes lines. */
export function ListTable<R>(props: {
  readonly label: string;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly id: (row: R) => string;
  readonly chosen?: string | undefined;
  readonly onChoose?: (row: R) => void;
  readonly danger?: (row: R) => boolean;
  /** The first column stays at the left on a phone. */
  readonly lead?: boolean;
}) {
  return (
    <table className={`${css.list} ${props.lead ? css.lead : ''}`} aria-label={props.label}>
      <thead>
        <tr>
          {props.columns.map((column) =>
            column.head === '' ? (
              <td key={column.key} />
            ) : (
              <th key={column.key} scope="col" className={column.last ? css.last : undefined}>
                {column.head}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => {
          const id = props.id(row);
          return (
            <tr
              key={id}
              className={`${id === props.chosen ? css.chosen : ''} ${props.danger?.(row) ? css.danger : ''}`}
              {...(id === props.chosen ? { 'aria-current': 'true' as const } : {})}
              {...(props.onChoose ? { onMouseDown: () => props.onChoose?.(row) } : {})}
            >
              {props.columns.map((column) => (
                <td key={column.key} className={column.last ? css.last : undefined}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
