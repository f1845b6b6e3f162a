import { useMutation } from '@tanstack/react-query';
import { post } from '../api/client';
import type { Continuity } from '../api/types';
import { queries } from '../app/queries';
import { ByCode } from '../base/ByCode';
import layout from '../base/layout.module.css';
import { Done, Sheet } from '../base/Sheet';
import { say } from '../text/say';
import { text } from './text';

/** A server that was stolen, sold or broken is none of ours any more. */
export function Removal({ server, onClose }: { readonly server: Continuity['replicas'][number]; readonly onClose: () => void }) {
  const remove = useMutation({
    mutationFn: (code: string) => post(`/api/replicas/${server.id}/removal`, { code }),
    onSuccess: () => Promise.all([queries.invalidateQueries({ queryKey: ['continuity'] }), queries.invalidateQueries({ queryKey: ['servers'] })]),
  });
  return (
    <Sheet title={say(text.removalOf(server.name))} open onClose={onClose}>
      {remove.isSuccess ? (
        <Done title={say(text.removed(server.name))} onClose={onClose}>{say(text.removedMore)}</Done>
      ) : (
        <ByCode act={remove} does={say(text.remove)} danger autoFocus>
          <p>{say(text.removalLead)}</p>
          <p className={layout.second}>{say(text.removalFinal)}</p>
        </ByCode>
      )}
    </Sheet>
  );
}
