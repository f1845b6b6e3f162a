/** Whom this browser greets: the login that is not asked again, and the name of its owner. */
export interface Remembered {
  readonly login: string;
  readonly name: string;
}

const place = 'carnet.login';

export function remembered(): Remembered | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? 'null') as Partial<Remembered> | null;
    return kept && typeof kept.login === 'string' ? { login: kept.login, name: typeof kept.name === 'string' ? kept.name : kept.login } : undefined;
  } catch {
    return undefined;
  }
}

export const remember = (who: Remembered): void => localStorage.setItem(place, JSON.stringify(who));

export const forget = (): void => localStorage.removeItem(place);
