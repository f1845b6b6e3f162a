import { words } from '../text/say';

export const text = words({
  title: { fr: 'Confirmez que c’est bien vous' },
  passkey: { fr: 'Confirmer avec la clé d’accès' },
  code: { fr: 'Ou le code à 6 chiffres, de votre application' },
  confirm: { fr: 'Confirmer avec le code' },
  cancel: { fr: 'Ne pas ouvrir' },
  kept: { fr: 'Ce que vous avez écrit reste à l’écran. La demande repartira d’elle-même.' },
  failed: { fr: 'La clé d’accès n’a pas répondu. Réessayez, ou employez le code.' },
});
