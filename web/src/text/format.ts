/** Dates, ages, names and telephones as French clinicians write them. Instants come in UTC and show in Paris. */
const zone = 'Europe/Paris';

const day = new Intl.DateTimeFormat('fr-FR', { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: zone });
const hour = new Intl.DateTimeFormat('fr-FR', { hour: 'numeric', minute: '2-digit', hourCycle: 'h23', timeZone: zone });
const long = new Intl.DateTimeFormat('fr-FR', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: zone });

/** 24/11/2026, from a date or an instant; a partial date stays partial; nothing is written "inconnu". */
export function date(value: string | undefined): string {
  if (!value) return 'inconnu';
  if (/^\d{4}$/.test(value)) return value;
  if (/^\d{4}-\d{2}$/.test(value)) return `${value.slice(5)}/${value.slice(0, 4)}`;
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return `${value.slice(8)}/${value.slice(5, 7)}/${value.slice(0, 4)}`;
  return day.format(new Date(value));
}

export const shortDate = (value: string): string => date(value).slice(0, 5);

/** 14 h 05 */
export function time(value: string | Date): string {
  const [h, m] = hour.format(typeof value === 'string' ? new Date(value) : value).split(/\D+/);
  return `${Number(h)}\u00a0h\u00a0${m}`;
}

export const moment = (value: string): string => `${date(value)} à ${time(value)}`;

/** Mardi 24 novembre 2026 */
export function longDate(value: string): string {
  const text = long.format(new Date(`${value.slice(0, 10)}T12:00:00Z`));
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Today in Paris, YYYY-MM-DD. */
export const today = (now: Date = new Date()): string => new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(now);

/** 69 ans; months under three years; days under two months. */
export function age(born: string | undefined, now: string = today()): string {
  if (!born) return 'âge inconnu';
  const from = parts(born);
  const to = parts(now);
  const months = (to.y - from.y) * 12 + (to.m - from.m) - (to.d < from.d ? 1 : 0);
  if (months >= 36) return `${Math.floor(months / 12)}\u00a0ans`;
  if (months >= 2) return `${months}\u00a0mois`;
  const days = Math.round((Date.UTC(to.y, to.m - 1, to.d) - Date.UTC(from.y, from.m - 1, from.d)) / 86_400_000);
  return `${days}\u00a0jour${days < 2 ? '' : 's'}`;
}

/** Adult thresholds say nothing of a child. */
export const isAdult = (born: string | undefined, now: string = today()): boolean => born !== undefined && `${Number(born.slice(0, 4)) + 18}${born.slice(4)}` <= now;

function parts(value: string): { y: number; m: number; d: number } {
  const [y = 1900, m = 1, d = 1] = value.slice(0, 10).split('-').map(Number);
  return { y, m, d };
}

/** il y a 4 min, from an instant. */
export function ago(value: string | undefined, now: number = Date.now()): string {
  if (!value) return 'jamais';
  const seconds = Math.max(0, Math.round((now - Date.parse(value)) / 1000));
  if (seconds < 5) return 'à l’instant';
  if (seconds < 60) return `il y a ${seconds}\u00a0s`;
  if (seconds < 3600) return `il y a ${Math.floor(seconds / 60)}\u00a0min`;
  if (seconds < 86_400) return `il y a ${Math.floor(seconds / 3600)}\u00a0h`;
  return `il y a ${Math.floor(seconds / 86_400)}\u00a0j`;
}

export const minutesSince = (value: string, now: number = Date.now()): number => Math.max(0, Math.floor((now - Date.parse(value)) / 60_000));

/** 06 12 34 56 78 */
export function phone(value: string): string {
  const digits = value.replace(/[^\d+]/g, '').replace(/^\+33/, '0');
  return /^0\d{9}$/.test(digits) ? digits.replace(/(\d{2})(?=\d)/g, '$1\u00a0') : value;
}

/** MARTIN Jeanne */
export const fullName = (who: { family: string; given: string }): string => `${who.family.toLocaleUpperCase('fr')} ${who.given}`;

/** Dr C. MOREAU */
export const shortName = (name: string): string => name.replace(/(^|\s)(\p{Lu})\p{Ll}+(?:-(\p{Lu})\p{Ll}+)?(?=\s+\p{Lu}{2,})/u, (_all, before: string, one: string, two?: string) => `${before}${one}.${two ? `-${two}.` : ''}`);

export const initials = (who: { family: string; given: string }): string => (who.given.charAt(0) + who.family.charAt(0)).toLocaleUpperCase('fr');

/** Same patient, same hue, in every window: one of six, always with the initials. */
export const hue = (id: string): 1 | 2 | 3 | 4 | 5 | 6 => (([...id].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 9973, 7) % 6) + 1) as 1 | 2 | 3 | 4 | 5 | 6;

/** "F", "M", or said. */
export const sex = (value: string | undefined): string =>
  value === 'female' || value === 'F' ? 'F' : value === 'male' || value === 'M' ? 'M' : 'sexe inconnu';

/** 12/03/1957 (69 ans) · F: what tells a name from its like, as the band says it. */
export const identityLine = (who: { born: string | undefined; sex: string | undefined }): string => `${date(who.born)} (${age(who.born)}) · ${sex(who.sex)}`;

export const isFemale = (value: string | undefined): boolean => value === 'female' || value === 'F';
