import { plural, words } from '../text/say';

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
  more: (n: number) => ({ fr: `Voir ${plural(n, 'accès plus ancien', 'accès plus anciens')}` }),
});

/** Compartments and kinds of access, in the words of the practice. */
export const classes: Readonly<Record<string, string>> = { identity: 'Identité', agenda: 'Agenda', accounts: 'Comptes', history: 'Histoire médicale', treatment: 'Traitement', notes: 'Notes réservées', audit: 'Surveillance' };
export const kinds: Readonly<Record<string, string>> = { 'patient.open': 'dossier ouvert', 'section.read': 'rubrique lue', 'names.shown': 'nom vu', 'patient.search': 'nom vu en recherche', 'api.read': 'lu par l’API', chart: 'dossier ouvert', open: 'dossier ouvert', read: 'lu', search: 'vu en recherche', list: 'vu en liste', listing: 'vu en liste', day: 'vu dans la journée', print: 'imprimé', export: 'exporté', write: 'écrit', file: 'versé', document: 'document ouvert' };
export const className = (name: string): string => classes[name.split('/')[0] ?? ''] ?? name;
