import { Button, Modal } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { Problem, Unreachable } from '../api/problem';
import { say, set } from '../text/say';
import layout from './layout.module.css';
import css from './notice.module.css';
import { Status } from './Status';
import { text } from './text';

/** A window over the work; closing it never throws away what was typed. */
export const Sheet = (props: { readonly title: string; readonly open: boolean; readonly onClose: () => void; readonly wide?: boolean; readonly children: ReactNode }) => (
  <Modal.Root opened={props.open} onClose={props.onClose} size={props.wide ? 820 : 520} lockScroll={false} transitionProps={{ duration: 0 }} closeOnClickOutside={false} yOffset="9vh" classNames={{ content: css.sheet!, title: css.sheetTitle!, body: css.sheetBody!, overlay: css.veil!, close: css.close! }}>
    <Modal.Overlay />
    <Modal.Content>
      <div className={css.sheetHead}>
        <Modal.Title>{props.title}</Modal.Title>
        <Modal.CloseButton aria-label={say(text.close)} />
      </div>
      <Modal.Body>{props.children}</Modal.Body>
    </Modal.Content>
  </Modal.Root>
);

/** A sentence with a thick rule at its left, its source, and the ways out. */
export function Notice(props: { readonly kind?: 'plain' | 'alert' | 'danger' | 'ok'; readonly title?: string; readonly children?: ReactNode; readonly actions?: ReactNode; readonly live?: boolean }) {
  const kind = props.kind ?? 'plain';
  return (
    <div className={`${css.notice} ${kind === 'plain' ? '' : css[kind]}`} {...(props.live ? { role: kind === 'danger' ? 'alert' : 'status' } : {})}>
      {props.title && <p className={css.title}>{props.title}</p>}
      {props.children}
      {props.actions && <div className={css.actions}>{props.actions}</div>}
    </div>
  );
}

/** What a window came to; the caret stays in it, on the way out. */
export const Done = (props: { readonly title: string; readonly children?: ReactNode; readonly onClose: () => void }) => (
  <div className={layout.stack}>
    <Notice kind="ok" title={props.title} live>{props.children}</Notice>
    <div className={layout.row}>
      <Button autoFocus onClick={props.onClose}>{say(text.close)}</Button>
    </div>
  </div>
);

/** Nothing here: why, and what to do. */
export const Empty = (props: { readonly title: string; readonly children?: ReactNode }) => (
  <div className={css.skeleton}>
    <p className={css.title}>{props.title}</p>
    {props.children}
  </div>
);

/** The shape first, then the word after 400 ms. */
export const Loading = ({ word }: { readonly word?: string }) => (
  <div className={css.skeleton} aria-busy="true">
    <i />
    <i />
    <i />
    <span className={css.word}>
      <Status shape="waiting" live>
        {word ?? say(text.opening)}
      </Status>
    </span>
  </div>
);

/** What went wrong, in the server's words, and the way out. A field that says it already is gone to instead. */
export function Failed({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => notice.current?.parentElement?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(), [error]);
  const again = retry && (
    <Button size="compact-sm" onClick={retry}>
      {say(text.retry)}
    </Button>
  );
  if (error instanceof Unreachable)
    return (
      <Notice kind="alert" title={say(text.offline)} actions={again} live>
        {say(text.offlineMore)}
      </Notice>
    );
  if (error instanceof Problem)
    return (
      <div ref={notice} className={error.field ? css.named : ''}>
        <Notice kind="danger" title={set(error.detail)} actions={again} live>
          {error.reasons.filter((reason) => reason.text !== error.detail).map((reason) => (
            <p key={reason.code + reason.text}>{set(reason.text)}</p>
          ))}
          {error.wayOut && <p>{set(error.wayOut)}</p>}
        </Notice>
      </div>
    );
  return (
    <Notice kind="danger" title={say(text.failed)} actions={again} live>
      {say(text.unknown)}
    </Notice>
  );
}
