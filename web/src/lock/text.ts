import { words } from '../text/say';

export const text = words({
  locked: (name: string) => ({ fr: `Verrouillé : ${name}` }),
  lockedMore: { fr: 'Votre travail est gardé. Une touche le rouvre au même mot.' },
  ended: { fr: 'Votre session est fermée' },
  endedMore: { fr: 'Ce que vous avez écrit est gardé. Rouvrez une session pour continuer au même mot.' },
  moved: { fr: 'Le lieu de travail a changé' },
  movedMore: { fr: 'Celui d’avant ne répond plus ; un autre répond et a vos dossiers. Ouvrez votre session sur celui-ci : vous reprendrez au même mot.' },
  passkey: { fr: 'Rouvrir avec la clé d’accès' },
  reopen: { fr: 'Rouvrir avec le code' },
  leave: { fr: 'Ce n’est pas vous ? Fermer la session' },
});
