import { plural, words } from '../text/say';

export const text = words({
  title: { fr: 'Continuité' },
  ready: (n: number) => ({ fr: `${plural(n, 'lieu de travail joignable', 'lieux de travail joignables')}.` }),
  readyWord: { fr: 'Prêt.' },
  fragile: { fr: 'Un seul lieu de travail répond : s’il s’arrête, on ne travaille plus qu’avec le papier.' },
  measured: { fr: 'mesuré à l’instant' },
  replicas: { fr: 'Où l’on travaille' },
  copies: { fr: 'Copies verrouillées' },
  noCopies: { fr: 'Aucune copie verrouillée' },
  noCopiesMore: { fr: 'Démarrez ce serveur avec « --copy DOSSIER » : une copie scellée y suit, à la seconde près.' },
  cut: { fr: 'Si ce lieu était coupé maintenant' },
  here: { fr: 'vous travaillez ici' },
  upToDate: { fr: 'À jour' },
  behind: (n: number) => ({ fr: `${plural(n, 'élément', 'éléments')} de retard` }),
  unreachable: { fr: 'Ne répond pas' },
  seen: (at: string) => ({ fr: `vu ${at}` }),
  never: { fr: 'jamais vu' },
  size: (mb: string) => ({ fr: `${mb} Mio` }),
  drawing: (n: number, m: number) => ({ fr: `Dessin des copies : ${plural(n, 'lieu de travail', 'lieux de travail')}, ${plural(m, 'copie verrouillée', 'copies verrouillées')}` }),
  pairing: { fr: 'Relier un second lieu de travail' },
  pairingLead: { fr: 'Un second lieu (chez un hébergeur, ou une petite machine au cabinet) sert tout si le premier s’arrête.' },
  makeCode: { fr: 'Faire le code de liaison' },
  codeUntil: (at: string) => ({ fr: `Tapez ce code sur la nouvelle machine, avant ${at}.` }),
  waiting: { fr: 'En attente de la nouvelle machine…' },
  compare: (name: string) => ({ fr: `« ${name} » s’est présentée. Affiche-t-elle les mêmes chiffres ?` }),
  code: { fr: 'Votre code à 6 chiffres' },
  confirm: { fr: 'Oui, relier cette machine' },
  paired: { fr: 'Machine reliée : elle reçoit maintenant sa copie.' },
  newcomer: { fr: 'Cette machine est la nouvelle' },
});

export const roles: Readonly<Record<string, string>> = { full: 'complet', replica: 'complet', relay: 'relais, sans clé', host: 'hébergeur', office: 'cabinet', backup: 'sauvegarde' };
