import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { post } from '../api/client';
import type { Member } from '../api/types';
import { queries } from '../app/queries';
import { ByCode } from '../base/ByCode';
import { faultOf, Field } from '../base/Field';
import layout from '../base/layout.module.css';
import { Done, Sheet } from '../base/Sheet';
import { moment } from '../text/format';
import { say } from '../text/say';
import { text } from './text';

interface Departed {
  readonly id: string;
  readonly undoUntil: string;
  readonly sessionsEnded: number;
  readonly waits: boolean;
  readonly epochsDue: readonly string[];
}

const changed = (): Promise<void> => queries.invalidateQueries({ queryKey: ['members'] });

/** One act closes everything; another person may undo it. */
export function Departure({ member, onClose }: { readonly member: Member; readonly onClose: () => void }) {
  const [reason, setReason] = useState('');
  const depart = useMutation({ mutationFn: (code: string) => post<Departed>(`/api/members/${member.id}/departure`, { reason: reason.trim(), code }), onSettled: changed });
  return (
    <Sheet title={say(text.departureOf(member.name))} open onClose={onClose}>
      {depart.data?.waits ? (
        <Done title={say(text.waits)} onClose={onClose}>{say(text.waitsMore)}</Done>
      ) : depart.data ? (
        <Done title={say(text.departed(depart.data.sessionsEnded))} onClose={onClose}>
          {depart.data.epochsDue.length > 0 && <p>{say(text.epochs(depart.data.epochsDue.length))}</p>}
          <p>{say(text.departedMore(moment(depart.data.undoUntil)))}</p>
        </Done>
      ) : (
        <ByCode key="depart" act={depart} does={say(text.depart)} danger ready={reason.trim() !== ''}>
          <p>{say(text.departureLead)}</p>
          <p className={layout.second}>{say(text.departureUndoable)}</p>
          <Field label={say(text.reason)} value={reason} onChange={setReason} hint={say(text.reasonRead)} error={faultOf(depart.error, 'reason')} required autoFocus />
        </ByCode>
      )}
    </Sheet>
  );
}
