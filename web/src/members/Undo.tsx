import { useMutation } from '@tanstack/react-query';
import { post } from '../api/client';
import type { Member } from '../api/types';
import { queries } from '../app/queries';
import { ByCode } from '../base/ByCode';
import layout from '../base/layout.module.css';
import { Done, Sheet } from '../base/Sheet';
import { say } from '../text/say';
import { text } from './text';

/** Another person undoes a departure, within its time; of two that contradict each other, she decides. */
export function Undo({ member, onClose }: { readonly member: Member; readonly onClose: () => void }) {
  const undo = useMutation({
    mutationFn: (code: string) => post(`/api/departures/${member.leaving?.id ?? ''}/undo`, { code }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['members'] }),
  });
  return (
    <Sheet title={say(text.departureOf(member.name))} open onClose={onClose}>
      {undo.isSuccess ? (
        <Done title={say(text.undone)} onClose={onClose} />
      ) : (
        <ByCode act={undo} does={say(text.undo)} autoFocus>
          {member.leaving && <p className={layout.second}>{say(text.reasonGiven(member.leaving.reason))}</p>}
          <p>{say(member.leaving?.state === 'contested' ? text.undoContested : text.undoLead)}</p>
        </ByCode>
      )}
    </Sheet>
  );
}
