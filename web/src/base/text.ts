import { words } from '../text/say';

export const text = words({
  close: { fr: 'Fermer', en: 'Close' },
  opening: { fr: 'Ouverture…', en: 'Opening…' },
  offline: { fr: 'Aucun lieu de travail ne répond', en: 'No replica answers' },
  offlineMore: { fr: 'Ce que vous avez écrit est gardé sur cet appareil. Carnet réessaie tout seul.' },
  retry: { fr: 'Réessayer', en: 'Try again' },
  failed: { fr: 'Cela n’a pas marché' },
  unknown: { fr: 'Une erreur de l’application. Rien n’a été changé sur le serveur.' },
  code: { fr: 'Votre code à 6 chiffres' },
});
