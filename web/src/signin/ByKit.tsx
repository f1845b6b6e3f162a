import { useState } from 'react';
import { remember } from '../api/remembered';
import { admit } from '../api/signing';
import { Field } from '../base/Field';
import { say } from '../text/say';
import { NewFactors } from './NewFactors';
import { text } from './text';

const lines = [0, 1, 2, 3] as const;

/** Who is alone and lost everything comes back by the four lines of the recovery kit, with new factors. */
export function ByKit({ onStop }: { readonly onStop: () => void }) {
  const [kit, setKit] = useState<readonly string[]>(['', '', '', '']);
  const typed = kit.map((line) => line.trim());
  return (
    <NewFactors
      title={say(text.kitTitle)}
      lead={say(text.kitLead)}
      login={say(text.login)}
      path="/api/returns/kit"
      confirmPath="/api/returns/kit/confirm"
      proof={typed.includes('') ? undefined : { kit: typed }}
      fields={(fault) => lines.map((line) => (
        <Field key={line} label={say(text.kitLine(line + 1))} value={kit[line] ?? ''} onChange={(now) => setKit(kit.map((old, at) => (at === line ? now : old)))} error={fault(String(line))} autoFocus={line === 0} required />
      ))}
      onIn={(session) => {
        remember({ login: session.member.login, name: session.member.name });
        admit(session);
      }}
      onStop={onStop}
    />
  );
}
