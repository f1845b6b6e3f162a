import { useMutation } from '@tanstack/react-query';
import { post } from '../api/client';
import type { Member } from '../api/types';
import { queries } from '../app/queries';
import { ByCode } from '../base/ByCode';
import layout from '../base/layout.module.css';
import { Done, Sheet } from '../base/Sheet';
import { say } from '../text/say';
import { text } from './text';

/** A second person confirms what takes two: a steward's departure, a member's return. */
export function Second({ member, onClose }: { readonly member: Member; readonly onClose: () => void }) {
  const leaving = member.leaving?.mayConfirm ? member.leaving : undefined;
  const leaves = leaving !== undefined;
  const address = leaves ? `/api/departures/${leaving.id}/second` : `/api/returns/${member.returning?.id ?? ''}/second`;
  const confirm = useMutation({
    mutationFn: (code: string) => post(address, { code }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['members'] }),
  });
  return (
    <Sheet title={say(leaves ? text.departureOf(member.name) : text.returnOf(member.name))} open onClose={onClose}>
      {confirm.isSuccess ? (
        <Done title={say(leaves ? text.secondedDeparture : text.secondedReturn)} onClose={onClose} />
      ) : (
        <ByCode act={confirm} does={say(text.confirm)} danger={leaves} autoFocus>
          {leaves && <p className={layout.second}>{say(text.reasonGiven(leaving.reason))}</p>}
          <p>{say(leaves ? text.secondDeparture : text.secondReturn)}</p>
        </ByCode>
      )}
    </Sheet>
  );
}
