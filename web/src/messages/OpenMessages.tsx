import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import layout from '../base/layout.module.css';
import { Empty, Failed, Loading } from '../base/Sheet';
import { say } from '../text/say';
import { MessageItem } from './MessageItem';
import { text } from './text';
import { useMessages } from './useMessages';
import { WriteMessage } from './WriteMessage';

/** On the day's screen: what is still to be dealt with. */
export function OpenMessages() {
  const messages = useMessages();
  const [writing, setWriting] = useState(false);
  const open = (messages.data ?? []).filter((message) => !message.doneAt);
  return (
    <>
      <div className={layout.zoneTitle}>
        <h2>{say(text.title)}</h2>
        {messages.data && <span className={layout.count}>{say(text.open(open.length))}</span>}
        <span className={layout.push} />
        <Button size="compact-sm" onClick={() => setWriting(true)}>
          {say(text.write)}
        </Button>
      </div>
      {messages.isPending && <Loading />}
      {messages.error && <Failed error={messages.error} retry={() => void messages.refetch()} />}
      {messages.data && open.length === 0 && (
        <Empty title={say(text.none)}>
          <p className={layout.second}>{say(text.noneMore)}</p>
        </Empty>
      )}
      <ul>
        {open.slice(0, 8).map((message) => (
          <MessageItem key={message.id} message={message} />
        ))}
      </ul>
      <p className={`${layout.dense} ${layout.gapTop}`}>
        <Link to="/messages">{say(text.all)}</Link>
      </p>
      <WriteMessage open={writing} onClose={() => setWriting(false)} />
    </>
  );
}
