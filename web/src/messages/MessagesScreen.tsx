import { Button } from '@mantine/core';
import { useState } from 'react';
import { useKeys } from '../app/keys';
import layout from '../base/layout.module.css';
import { Empty, Failed, Loading } from '../base/Sheet';
import { say } from '../text/say';
import { MessageItem } from './MessageItem';
import { text } from './text';
import { useMessages } from './useMessages';
import { WriteMessage } from './WriteMessage';

export function MessagesScreen() {
  const messages = useMessages();
  const [writing, setWriting] = useState(false);
  useKeys([{ keys: 'n', does: say(text.writeKey), run: () => setWriting(true) }]);
  const newest = [...(messages.data ?? [])].sort((a, b) => b.at.localeCompare(a.at));
  const open = newest.filter((message) => !message.doneAt);
  const done = newest.filter((message) => message.doneAt);
  return (
    <div className={layout.screen}>
      <div className={layout.zoneTitle}>
        <h1>{say(text.title)}</h1>
        {messages.data && <span className={layout.count}>{say(text.open(open.length))}</span>}
        <span className={layout.push} />
        <Button variant="filled" onClick={() => setWriting(true)}>
          {say(text.write)} <kbd>N</kbd>
        </Button>
      </div>
      {messages.isPending && <Loading />}
      {messages.error && <Failed error={messages.error} retry={() => void messages.refetch()} />}
      {messages.data && open.length === 0 && (
        <Empty title={say(text.none)}>
          <p className={layout.second}>{say(text.noneMore)}</p>
        </Empty>
      )}
      <ul>{open.map((message) => <MessageItem key={message.id} message={message} />)}</ul>
      {done.length > 0 && (
        <>
          <div className={`${layout.zoneTitle} ${layout.blockTop}`}>
            <h2>{say(text.doneTitle)}</h2>
            <span className={layout.count}>{done.length}</span>
          </div>
          <ul>{done.map((message) => <MessageItem key={message.id} message={message} />)}</ul>
        </>
      )}
      <WriteMessage open={writing} onClose={() => setWriting(false)} />
    </div>
  );
}
