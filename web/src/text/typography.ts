/** French typography, applied once to every sentence shown: nobody types a narrow space by hand. */
const narrow = '\u202f';
const fixed = '\u00a0';

const units = '%|‰|mg|g|kg|µg|mL|L|mmol|UI|mmHg|cm|mm|m|min|h|s|j|ans?|mois|jours?|semaines?|fois|lignes?|Mio|Ko|°C|€';

export function french(text: string): string {
  return text
    .replace(/(\p{L})'(?=\p{L})/gu, '$1’')
    .replace(/[ \u00a0\u202f]*([;!?»])/g, (_all, mark: string) => narrow + mark)
    .replace(/(\S)[ \u00a0\u202f]+:(?=\s|$)/g, `$1${narrow}:`)
    .replace(/«[ \u00a0\u202f]*/g, `«${narrow}`)
    .replace(/(\d) (?=\d{3}(?!\d))/g, `$1${narrow}`)
    .replace(new RegExp(`(?<![\\d,.])(\\d{1,3})(\\d{3})(?= (?:mg|g|mL|UI|µg|kg|Mio|Kio)(?![\\p{L}\\d]))`, 'gu'), `$1${narrow}$2`)
    .replace(new RegExp(`(\\d) (?=(?:${units})(?![\\p{L}\\d]))`, 'gu'), `$1${fixed}`)
    .replace(/(\d{1,2})[ \u00a0]h[ \u00a0](\d{2})/g, `$1${fixed}h${fixed}$2`)
    .replace(/\b(Dr|Mme|M\.|Pr|n°) (?=\p{Lu}|\d)/gu, `$1${fixed}`);
}
