import { describe, expect, it } from 'vitest';

const sources: Readonly<Record<string, string>> = import.meta.glob('../**/*.{ts,tsx}', { query: '?raw', import: 'default', eager: true });
const modules: Readonly<Record<string, { readonly text?: object }>> = import.meta.glob('../**/text.ts', { eager: true });

/** "signin/text", from how a file in a folder names it. */
const resolved = (folder: string, from: string): string => new URL(from, `file:///${folder}/`).pathname.slice(1);
const inSource = (path: string): string => new URL(path, 'file:///text/').pathname.slice(1);

/** Every "subject/text key" that some screen says, by whichever name it imported the words under. */
function said(): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const [path, source] of Object.entries(sources)) {
    const folder = inSource(path).split('/').slice(0, -1).join('/');
    for (const [, names = '', from = ''] of source.matchAll(/import \{([^}]*)\} from '([^']*\/text)'/g)) {
      for (const [, alias = 'text'] of names.matchAll(/\btext(?: as (\w+))?\b/g)) {
        for (const [, key] of source.matchAll(new RegExp(`\\b${alias}\\.(\\w+)`, 'g'))) keys.add(`${resolved(folder, from)} ${key}`);
      }
    }
  }
  return keys;
}

describe('the words of the app', () => {
  it('are all said somewhere', () => {
    const used = said();
    const unused = Object.entries(modules).flatMap(([path, { text = {} }]) => Object.keys(text).map((key) => `${inSource(path).replace(/\.ts$/, '')} ${key}`).filter((key) => !used.has(key)));
    expect(used.size).toBeGreaterThan(300);
    expect(unused).toEqual([]);
  });
  it('stand in the text of their subject', () => {
    expect(Object.entries(sources).filter(([path, source]) => !path.endsWith('/text.ts') && /\bwords\(\{/.test(source)).map(([path]) => inSource(path))).toEqual([]);
  });
});
