import { french } from './typography';

/** A sentence of the app. French is complete; another language may be given beside it. */
export interface Said {
  readonly fr: string;
  readonly en?: string;
}

export type Language = 'fr' | 'en';

let language: Language = 'fr';

export const spoken = (): Language => language;

export function speak(chosen: Language): void {
  language = chosen;
  if (typeof document !== 'undefined') document.documentElement.lang = chosen;
}

/** The sentence in the language of the page, set by its typography. A missing key does not compile. */
export function say(said: Said): string {
  return language === 'en' && said.en !== undefined ? said.en : french(said.fr);
}

/** Words that come with data (a name, a motive, a sentence of the server): typography only. */
export const set = (text: string): string => french(text);

/** Checks a subject's words: sentences, or sentences with values. */
export const words = <W extends Record<string, Said | ((...values: never[]) => Said)>>(all: W): W => all;

export const plural = (n: number, one: string, many: string): string => `${number(n)} ${Math.abs(n) < 2 ? one : many}`;

/** Of somebody: elided before a vowel or an h, which names do not aspirate. */
export const of = (name: string): string => (/^[aeiouyhàâéèêëîïôùûœæ]/i.test(name) ? `d’${name}` : `de ${name}`);

export const number = (n: number, digits = 2): string => new Intl.NumberFormat('fr-FR', { maximumFractionDigits: digits }).format(n);
