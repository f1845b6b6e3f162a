import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { post } from '../api/client';
import { queries } from '../app/queries';
import { ByCode } from '../base/ByCode';
import { Check, faultOf, Field } from '../base/Field';
import layout from '../base/layout.module.css';
import { PaperLink } from '../base/PaperLink';
import { Sheet } from '../base/Sheet';
import { say } from '../text/say';
import { HandedCode } from './HandedCode';
import { professions, text } from './text';

export function Invite({ onClose }: { readonly onClose: () => void }) {
  const [family, setFamily] = useState('');
  const [given, setGiven] = useState('');
  const [profession, setProfession] = useState('gp');
  const [login, setLogin] = useState('');
  const [rpps, setRpps] = useState('');
  const [steward, setSteward] = useState(false);
  const invite = useMutation({
    mutationFn: (code: string) => post<{ id: string; code: string; expires: string; pdf: string }>('/api/invitations', { family: family.trim(), given: given.trim(), profession, steward, login: login.trim(), code, ...(rpps.trim() ? { rpps: rpps.replace(/\s/g, '') } : {}) }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['members'] }),
  });
  return (
    <Sheet title={say(invite.data ? text.codeTitle : text.invite)} open onClose={onClose}>
      {invite.data ? (
        <HandedCode handed={invite.data} next={say(text.codeNext)} paper={<PaperLink pdf={invite.data.pdf} name="invitation.pdf" label={say(text.sheet)} />} onClose={onClose} />
      ) : (
        <ByCode key="invite" act={invite} does={say(text.makeCode)} ready={Boolean(family.trim() && given.trim() && login.trim())}>
          <div className={layout.pair}>
            <Field label={say(text.family)} value={family} onChange={setFamily} error={faultOf(invite.error, 'family')} autoFocus required />
            <Field label={say(text.given)} value={given} onChange={setGiven} error={faultOf(invite.error, 'given')} required />
          </div>
          <Field label={say(text.profession)} value={profession} onChange={setProfession} options={Object.entries(professions).map(([value, label]) => ({ value, label }))} />
          <div className={layout.pair}>
            <Field label={say(text.login)} value={login} onChange={setLogin} error={faultOf(invite.error, 'login')} required />
            <Field label={say(text.rpps)} value={rpps} onChange={setRpps} error={faultOf(invite.error, 'rpps')} />
          </div>
          <div>
            <Check label={say(text.steward)} checked={steward} onChange={setSteward} />
            <p className={layout.second}>{say(text.stewardMeans)}</p>
          </div>
        </ByCode>
      )}
    </Sheet>
  );
}
