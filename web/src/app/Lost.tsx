import { Link } from '@tanstack/react-router';
import layout from '../base/layout.module.css';
import { Empty } from '../base/Sheet';
import { say } from '../text/say';
import { text } from './text';

export const Lost = () => (
  <div className={layout.screen}>
    <Empty title={say(text.lost)}>
      <p>{say(text.lostMore)}</p>
      <p>
        <Link to="/jour">{say(text.backToDay)}</Link>
      </p>
    </Empty>
  </div>
);
