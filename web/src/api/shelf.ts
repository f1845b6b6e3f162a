/** The browser's own shelf (IndexedDB): keys that cannot leave, and drafts sealed under one of them. */
export type Drawer = 'keys' | 'drafts';

let opening: Promise<IDBDatabase> | undefined;

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('shelf'));
  });

function shelf(): Promise<IDBDatabase> {
  opening ??= (() => {
    const request = indexedDB.open('carnet', 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('keys');
      request.result.createObjectStore('drafts');
    };
    return settled(request);
  })();
  return opening;
}

export async function take<T>(drawer: Drawer, name: string): Promise<T | undefined> {
  return settled((await shelf()).transaction(drawer).objectStore(drawer).get(name) as IDBRequest<T | undefined>);
}

export async function put(drawer: Drawer, name: string, value: unknown): Promise<void> {
  await settled((await shelf()).transaction(drawer, 'readwrite').objectStore(drawer).put(value, name));
}

export async function drop(drawer: Drawer, name: string): Promise<void> {
  await settled((await shelf()).transaction(drawer, 'readwrite').objectStore(drawer).delete(name));
}

/** The value of that name, made and kept when there is none; two tabs that make one together end with the same. */
export async function keep<T>(drawer: Drawer, name: string, make: () => Promise<T>): Promise<T> {
  const kept = await take<T>(drawer, name);
  if (kept !== undefined) return kept;
  const made = await make();
  const store = (await shelf()).transaction(drawer, 'readwrite').objectStore(drawer);
  try {
    await settled(store.add(made, name));
    return made;
  } catch {
    return (await take<T>(drawer, name)) ?? made;
  }
}
