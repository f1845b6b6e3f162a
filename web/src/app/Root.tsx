import { useEffect } from 'react';
import { door } from '../api/door';
import { reach } from '../api/replicas';
import { useValue } from '../api/state';
import { FoundScreen } from '../found/FoundScreen';
import { Veil } from '../lock/Veil';
import { SignInScreen } from '../signin/SignInScreen';
import { StepUp } from '../stepup/StepUp';
import { queries } from './queries';
import { Shell } from './Shell';

/** Nobody here: the way in. Somebody: the shell, kept beneath the veil while the door is shut. */
export function Root() {
  const now = useValue(door);
  const { status } = useValue(reach);
  const out = now.state === 'out';
  useEffect(() => {
    if (out) queries.clear();
  }, [out]);
  if (out) return status && !status.founded ? <FoundScreen /> : <SignInScreen />;
  return (
    <>
      <Veil>
        <Shell />
      </Veil>
      <StepUp />
    </>
  );
}
