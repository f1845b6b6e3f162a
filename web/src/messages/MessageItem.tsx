import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Message } from '../api/types';
import layout from '../base/layout.module.css';
import { Status } from '../base/Status';
import { date, fullName, moment, phone, time, today } from '../text/format';
import { say, set } from '../text/say';
import css from './messages.module.css';
import { text } from './text';
import { useDone } from './useMessages';

export function MessageItem({ message }: { readonly message: Message }) {
  const done = useDone();
  const at = date(message.at) === date(today()) ? time(message.at) : moment(message.at);
  return (
    <li className={css.item}>
      <div>
        <b>{set(message.from.name)}</b>
        {message.to.length > 0 && <span className={layout.second}>, {say(text.to(message.to.map((one) => one.name).join(', ')))}</span>}
        {message.patient && (
          <>
            {' · '}
            <Link to="/patients/$patient" params={{ patient: message.patient.id }}>
              {fullName(message.patient)}
            </Link>
          </>
        )}
      </div>
      <div className={css.when}>{at}</div>
      <p>{set(message.text)}</p>
      {message.phone && <p className={layout.second}>{say(text.call(phone(message.phone)))}</p>}
      {message.doneAt ? (
        <p>
          <Status shape="ok" small>{say(text.doneBy(message.doneBy?.name ?? '', moment(message.doneAt)))}</Status>
        </p>
      ) : (
        <span className={css.act}>
          <Button size="compact-sm" disabled={done.isPending} onClick={() => done.mutate(message.id)}>
            {say(text.done)}
          </Button>
        </span>
      )}
    </li>
  );
}
