import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { post } from '../api/client';
import type { Kit, KitAsked, KitState } from '../api/types';
import { queries } from '../app/queries';
import { ByCode } from '../base/ByCode';
import { faultOf } from '../base/Field';
import { Done, Sheet } from '../base/Sheet';
import { time } from '../text/format';
import { say } from '../text/say';
import { KitLines, noLines, typed } from './KitLines';
import { KitOnce } from './KitOnce';
import { text } from './text';

/** By the words of the present kit; by two stewards, of whom this is the first, or the second. */
export type Way = { readonly by: 'kit' } | { readonly by: 'two' } | { readonly by: 'second'; readonly asked: string };

interface Prepared {
  readonly draft: string;
  readonly kit: Kit;
}

const changed = (): Promise<void> => queries.invalidateQueries({ queryKey: ['kit'] });

/** Asked with a fresh code, shown once, in force when she says that it is printed. */
export function NewKit({ way, onClose }: { readonly way: Way; readonly onClose: () => void }) {
  return (
    <Sheet title={say(text.newTitle)} open onClose={onClose}>
      {way.by === 'two' ? <Ask onClose={onClose} /> : <Make way={way} onClose={onClose} />}
    </Sheet>
  );
}

function Ask({ onClose }: { readonly onClose: () => void }) {
  const ask = useMutation({ mutationFn: (code: string) => post<KitAsked>('/api/kit/by-two', { code }), onSuccess: changed });
  if (ask.data)
    return <Done title={say(text.askedTitle)} onClose={onClose}>{say(text.asked(time(ask.data.until)))}</Done>;
  return (
    <ByCode act={ask} does={say(text.ask)} autoFocus>
      <p>{say(text.byTwoLead)}</p>
    </ByCode>
  );
}

function Make({ way, onClose }: { readonly way: Exclude<Way, { readonly by: 'two' }>; readonly onClose: () => void }) {
  const [lines, setLines] = useState(noLines);
  const prepare = useMutation({
    mutationFn: (code: string) => (way.by === 'kit' ? post<Prepared>('/api/kit/by-kit', { kit: typed(lines), code }) : post<Prepared>(`/api/kit/by-two/${way.asked}/second`, { code })),
    onSuccess: () => setLines(noLines),
  });
  const replace = useMutation({ mutationFn: () => post<KitState>('/api/kit/confirm', { draft: prepare.data?.draft }, { patience: 60_000 }), onSuccess: changed });
  if (replace.isSuccess)
    return <Done title={say(text.done)} onClose={onClose}>{say(text.doneMore)}</Done>;
  if (prepare.data) return <KitOnce kit={prepare.data.kit} does={say(text.replace)} onKept={() => replace.mutate()} busy={replace.isPending} error={replace.error} />;
  if (way.by === 'second')
    return (
      <ByCode act={prepare} does={say(text.show)} autoFocus>
        <p>{say(text.secondLead)}</p>
      </ByCode>
    );
  return (
    <ByCode act={prepare} does={say(text.show)} ready={typed(lines) !== undefined}>
      <p>{say(text.byKitLead)}</p>
      <KitLines kit={lines} onChange={setLines} fault={(line) => faultOf(prepare.error, line)} />
    </ByCode>
  );
}
