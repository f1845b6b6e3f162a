import type { QueryClient } from '@tanstack/react-query';
import { call } from './client';
import { door } from './door';
import { look } from './replicas';

/** What the replica tells while we work, streamed over fetch (an EventSource cannot sign). */
const touches: Record<string, readonly string[]> = {
  day: ['day', 'messages'],
  chart: ['chart', 'accesses'],
  session: ['members', 'measures', 'enrolments'],
  replicas: ['continuity', 'servers'],
};

export function listen(queries: QueryClient): () => void {
  const end = new AbortController();
  void (async () => {
    while (!end.signal.aborted) {
      if (door.get().state === 'open') {
        try {
          const answer = await call('GET', '/api/events', { accept: 'text/event-stream', signal: end.signal, patience: 0 });
          await stream(answer, (name) => {
            for (const key of touches[name] ?? []) void queries.invalidateQueries({ queryKey: [key] });
            if (name === 'replicas') void look();
          });
        } catch {
          // the stream ended; the next turn asks again
        }
      }
      await new Promise((resolve) => setTimeout(resolve, 5000));
    }
  })();
  return () => end.abort();
}

async function stream(answer: Response, on: (name: string) => void): Promise<void> {
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) return;
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.startsWith('event:')) on(line.slice(6).trim());
  }
}
