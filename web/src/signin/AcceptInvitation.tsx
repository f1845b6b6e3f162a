import { useState } from 'react';
import { Field } from '../base/Field';
import { say } from '../text/say';
import { NewFactors } from './NewFactors';
import { text } from './text';

/** The invited person comes in by the code she was handed, with factors of her own. */
export function AcceptInvitation({ onStop }: { readonly onStop: () => void }) {
  const [code, setCode] = useState('');
  return (
    <NewFactors
      title={say(text.acceptTitle)}
      login={say(text.newLogin)}
      path="/api/invitations/accept"
      confirmPath="/api/invitations/confirm"
      proof={code ? { code: code.trim() } : undefined}
      fields={(fault) => <Field label={say(text.invitationCode)} value={code} onChange={setCode} error={fault('code')} autoFocus required />}
      onStop={onStop}
    />
  );
}
