import { plural, words } from '../text/say';

export const text = words({
  title: { fr: 'Messages' },
  open: (n: number) => ({ fr: plural(n, 'à traiter', 'à traiter') }),
  write: { fr: 'Prendre un message' },
  all: { fr: 'Tous les messages' },
  none: { fr: 'Aucun message à traiter' },
  noneMore: { fr: 'Ceux que vous prenez au téléphone apparaissent ici, et chez leur destinataire.' },
  done: { fr: 'Fait' },
  doneBy: (who: string, at: string) => ({ fr: `Fait par ${who}, ${at}` }),
  doneTitle: { fr: 'Traités' },
  to: (names: string) => ({ fr: `pour ${names}` }),
  call: (phone: string) => ({ fr: `Rappeler au ${phone}` }),
  toLabel: { fr: 'Pour' },
  textLabel: { fr: 'Message' },
  phoneLabel: { fr: 'Numéro à rappeler' },
  send: { fr: 'Enregistrer le message' },
  sealed: { fr: 'Scellé pour vous et ses destinataires : personne d’autre ne le lit.' },
  writeKey: { fr: 'prendre un message' },
});
