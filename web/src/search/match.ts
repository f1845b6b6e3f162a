import type { Hit } from '../api/types';

const bare = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('œ', 'oe').replaceAll('Œ', 'OE').toLowerCase();

export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

/** Cuts a name where a typed word begins one of its words: MARTIN -> [MART]IN. */
export function pieces(name: string, typed: string): Piece[] {
  const asked = bare(typed).split(/[\s'-]+/).filter(Boolean);
  return name.split(/(?<=[\s'’-])/).flatMap((word): Piece[] => {
    const core = bare(word);
    const match = asked.filter((one) => core.startsWith(one)).sort((a, b) => b.length - a.length)[0];
    if (!match) return [{ text: word, hit: false }];
    const length = lengthOf(word, match);
    return [{ text: word.slice(0, length), hit: true }, { text: word.slice(length), hit: false }].filter((piece) => piece.text !== '');
  });
}

function lengthOf(word: string, match: string): number {
  for (let length = 1; length <= word.length; length++) if (bare(word.slice(0, length)).length >= match.length) return length;
  return word.length;
}

/** The row that Enter takes. Where the first is alike another, none is taken before an arrow reached it. */
export function taken(ordered: readonly Hit[], same: ReadonlySet<string>, reached: number | undefined): Hit | undefined {
  if (reached !== undefined) return ordered[Math.min(reached, ordered.length - 1)];
  return ordered.slice(0, 1).find((hit) => !same.has(hit.id));
}

/** Names that one may take for another: same initial letters of family and given name, or the same family name. */
export function alike(hits: readonly Hit[]): ReadonlySet<string> {
  const groups = new Map<string, string[]>();
  for (const hit of hits) {
    const key = `${bare(hit.family)}|${bare(hit.given).slice(0, 3)}`;
    groups.set(key, [...(groups.get(key) ?? []), hit.id]);
  }
  return new Set([...groups.values()].filter((group) => group.length > 1).flat());
}
