import { expect, it } from 'vitest';
import { alike, pieces, taken } from './match';

it('marksWhatWasTypedInAnyOrderAndWithoutAccents', () => {
  const shown = (name: string, typed: string) => pieces(name, typed).map((piece) => (piece.hit ? `[${piece.text}]` : piece.text)).join('');
  expect(shown('MARTIN Jérôme', 'je mart')).toBe('[MART]IN [Jé]rôme');
  expect(shown('CŒUR Anne-Lise', 'lise coe')).toBe('[CŒ]UR Anne-[Lise]');
});

it('tellsHomonymsApartFromTheRest', () => {
  const hit = (id: string, family: string, given: string) => ({ id, family, given, born: '1957-03-12', sex: 'female' });
  expect([...alike([hit('1', 'MARTIN', 'Jeanne'), hit('2', 'Martin', 'Jean'), hit('3', 'MARTINEZ', 'Jérôme')])]).toEqual(['1', '2']);
});

it('enterTakesNoneOfAlikeNamesBeforeOneWasReached', () => {
  const hit = (id: string, given: string) => ({ id, family: 'MARTIN', given, born: '1957-03-12', sex: 'female' });
  const both = [hit('1', 'Jean'), hit('2', 'Jeanne')];
  expect(taken(both, alike(both), undefined)).toBeUndefined();
  expect(taken(both, alike(both), 1)?.id).toBe('2');
  const apart = [hit('1', 'Jean'), hit('2', 'Paul')];
  expect(taken(apart, alike(apart), undefined)?.id).toBe('1');
});
