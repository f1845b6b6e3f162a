import { expect, it } from 'vitest';
import { sinceTold, tell, touch } from './touch';

it('is told once of what a person did, and again only where the telling failed or she did more', () => {
  expect(sinceTold()).toBeUndefined();
  touch();
  const lost = sinceTold();
  expect(lost).toBeDefined();
  const heard = sinceTold();
  expect(heard).toBe(lost);
  touch();
  tell(heard ?? 0);
  expect(sinceTold()).toBeDefined();
  tell(sinceTold() ?? 0);
  expect(sinceTold()).toBeUndefined();
});
