import { useState } from 'react';
import { KitLines, noLines, typed } from '../kit/KitLines';
import { say } from '../text/say';
import { NewFactors } from './NewFactors';
import { text } from './text';

/** Who is alone and lost everything comes back by the four lines of the recovery kit, with new factors. */
export function ByKit({ onStop }: { readonly onStop: () => void }) {
  const [kit, setKit] = useState(noLines);
  const lines = typed(kit);
  return (
    <NewFactors
      title={say(text.kitTitle)}
      lead={say(text.kitLead)}
      login={say(text.login)}
      path="/api/returns/kit"
      confirmPath="/api/returns/kit/confirm"
      proof={lines && { kit: lines }}
      fields={(fault) => <KitLines kit={kit} onChange={setKit} fault={fault} />}
      onStop={onStop}
    />
  );
}
