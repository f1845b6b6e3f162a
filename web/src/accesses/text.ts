import { number, plural, words } from '../text/say';

export const text = words({
  title: { fr: 'Qui a ouvert ce dossier' },
  count: (all: number, odd: number) => ({ fr: `${plural(all, 'accès', 'accès')}, ${odd} sans raison connue` }),
  oddFirst: { fr: 'Sans raison d’abord' },
  byDate: { fr: 'Par date' },
  order: { fr: 'Ordre' },
  everyone: { fr: 'Toutes les personnes' },
  person: { fr: 'Une personne' },
  print: { fr: 'Imprimer pour le patient' },
  back: { fr: 'Retour au dossier' },
  when: { fr: 'Quand' },
  who: { fr: 'Qui, d’où' },
  what: { fr: 'Quoi' },
  why: { fr: 'Pourquoi' },
  none: { fr: 'Aucun accès noté' },
  unexplained: { fr: 'Aucune raison connue' },
  refused: { fr: 'Refusé' },
  deviceUnknown: { fr: 'appareil inconnu' },
  times: (n: number, first: string, last: string) => ({ fr: `${number(n)} fois, de ${first} à ${last}` }),
  more: (n: number) => ({ fr: `Voir ${plural(n, 'ligne de plus', 'lignes de plus')}` }),
});

/** Compartments and kinds of access, in the words of the practice; the server's test holds both complete. */
export const classes: Readonly<Record<string, string>> = { identity: 'Identité', agenda: 'Agenda', accounts: 'Comptes', history: 'Histoire médicale', treatment: 'Traitement', notes: 'Notes réservées', audit: 'Surveillance' };
export const kinds: Readonly<Record<string, string>> = {
  'patient.open': 'dossier ouvert',
  'section.read': 'rubrique lue',
  'patient.search': 'nom vu en recherche',
  'names.shown': 'nom vu',
  print: 'imprimé',
  export: 'nom dans un export',
  'export.chart': 'dossier exporté',
  import: 'import',
  'import.chart': 'comparé lors d’un import',
  'api.read': 'lu par l’API',
};
const order = Object.keys(classes);

/** In one order everywhere: what everybody sees first. */
export const classNames = (all: readonly string[]): string =>
  [...all].sort((a, b) => order.indexOf(a) - order.indexOf(b)).map((name) => classes[name] ?? name).join(', ');
