import { useMutation } from '@tanstack/react-query';
import { post } from '../api/client';
import type { Member } from '../api/types';
import { ByCode } from '../base/ByCode';
import layout from '../base/layout.module.css';
import { Sheet } from '../base/Sheet';
import { say } from '../text/say';
import { HandedCode } from './HandedCode';
import { text } from './text';

interface Offered {
  readonly login: string;
  readonly code: string;
  readonly expires: string;
}

/** Lets a member who lost her factors come back under her own name: a code for her, then a second person. */
export function Return({ member, onClose }: { readonly member: Member; readonly onClose: () => void }) {
  const offer = useMutation({ mutationFn: (code: string) => post<Offered>(`/api/members/${member.id}/return`, { code }) });
  return (
    <Sheet title={say(text.returnOf(member.name))} open onClose={onClose}>
      {offer.data ? (
        <HandedCode handed={offer.data} next={say(text.returnNext(offer.data.login))} onClose={onClose} />
      ) : (
        <ByCode act={offer} does={say(text.makeReturnCode)} autoFocus>
          <p>{say(text.returnLead)}</p>
          <p className={layout.second}>{say(text.returnCheck)}</p>
        </ByCode>
      )}
    </Sheet>
  );
}
