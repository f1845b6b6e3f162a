import { useNavigate } from '@tanstack/react-router';
import layout from '../base/layout.module.css';
import { say } from '../text/say';
import { Finder } from './Finder';
import css from './search.module.css';
import { text } from './text';

export function PatientsScreen() {
  const navigate = useNavigate();
  return (
    <div className={layout.screen}>
      <h1>{say(text.title)}</h1>
      <p className={layout.second}>{say(text.screenLead)}</p>
      <div className={`${layout.blockTop} ${css.onPage}`}>
        <Finder onPick={(hit) => void navigate({ to: '/patients/$patient', params: { patient: hit.id } })} />
      </div>
    </div>
  );
}
