import { Button } from '@mantine/core';
import type { Hit } from '../api/types';
import { Mark } from '../base/Band';
import layout from '../base/layout.module.css';
import { fullName, identityLine } from '../text/format';
import { say } from '../text/say';
import { Finder } from './Finder';
import css from './search.module.css';
import { text } from './text';

/** A patient inside a form: found, shown with birth date, changed if wrong. */
export function PickPatient({ patient, onChange }: { readonly patient: Hit | undefined; readonly onChange: (patient: Hit | undefined) => void }) {
  return (
    <div>
      <div className={layout.label}>{say(text.label)}</div>
      {patient ? (
        <div className={css.picked}>
          <Mark who={patient} small />
          <span>
            <b>{fullName(patient)}</b> · {identityLine(patient)}
          </span>
          <span className={layout.push} />
          <Button size="compact-sm" onClick={() => onChange(undefined)}>
            {say(text.change)}
          </Button>
        </div>
      ) : (
        <Finder inline autoFocus={false} onPick={onChange} />
      )}
    </div>
  );
}
