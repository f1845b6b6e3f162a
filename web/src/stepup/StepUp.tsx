import { Button } from '@mantine/core';
import { stepUpByCode, stepUpByPasskey } from '../api/signing';
import { useValue } from '../api/state';
import { waiting } from '../api/stepUp';
import layout from '../base/layout.module.css';
import { Notice, Sheet } from '../base/Sheet';
import { FreshFactor } from '../signin/FreshFactor';
import { say, set } from '../text/say';
import { text } from './text';

/** The sentinel asks a fresh factor: why in one line, the shortest way through, then the same request again. */
export function StepUp() {
  const asked = useValue(waiting);
  if (!asked) return null;
  const { problem, answer } = asked;
  const passed = (): void => answer(true);
  return (
    <Sheet title={say(text.title)} open onClose={() => answer(false)}>
      <div className={layout.stack}>
        <Notice kind="alert" title={set(problem.detail)}>
          {problem.reasons.map((reason) => (
            <p key={reason.code + reason.text}>{set(reason.text)}</p>
          ))}
          {problem.wayOut && <p>{set(problem.wayOut)}</p>}
        </Notice>
        <FreshFactor
          touch={() => stepUpByPasskey().then(passed)}
          touchWord={text.passkey}
          type={(code) => stepUpByCode(code).then(passed)}
          typeWord={text.confirm}
          beside={<Button variant="subtle" onClick={() => answer(false)}>{say(text.cancel)}</Button>}
        />
        <p className={`${layout.small} ${layout.second}`}>{say(text.kept)}</p>
      </div>
    </Sheet>
  );
}
