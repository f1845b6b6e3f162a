import { useNavigate } from '@tanstack/react-router';
import { Sheet } from '../base/Sheet';
import { say } from '../text/say';
import { Finder } from './Finder';
import { text } from './text';

/** Ctrl K, from anywhere. */
export function Palette({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const navigate = useNavigate();
  return (
    <Sheet title={say(text.title)} open={open} onClose={onClose} wide>
      <Finder
        onPick={(hit) => {
          onClose();
          void navigate({ to: '/patients/$patient', params: { patient: hit.id } });
        }}
      />
    </Sheet>
  );
}
