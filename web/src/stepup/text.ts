import { words } from '../text/say';

export const text = words({
  title: { fr: 'Confirmez que c’est bien vous' },
  passkey: { fr: 'Confirmer avec la clé d’accès' },
  confirm: { fr: 'Confirmer avec le code' },
  cancel: { fr: 'Ne pas ouvrir' },
  kept: { fr: 'Ce que vous avez écrit reste à l’écran. La demande repartira d’elle-même.' },
});
