// Keeps the shell, never an answer of the API: Carnet opens when its home replica is gone, and nothing about a
// patient is ever in this cache. The page then looks for another replica by itself.
const name = 'carnet-shell-__VERSION__';
const shell = [/* shell */];

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(name)
      .then((cache) => cache.addAll(shell.map((file) => new Request(file, { cache: 'reload' }))))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((other) => other.startsWith('carnet-shell-') && other !== name).map((other) => caches.delete(other))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== self.location.origin || url.pathname.startsWith('/api/')) return;
  if (event.request.mode === 'navigate') {
    event.respondWith(fresh(event.request));
    return;
  }
  event.respondWith(caches.match(event.request).then((kept) => kept ?? fetch(event.request)));
});

/** The page from the replica within two seconds, else the one kept. */
async function fresh(request) {
  const kept = caches.match('./');
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(2000) });
    if (answer.ok) await keepPolicy(answer.clone(), await kept);
    return answer.ok ? answer : ((await kept) ?? answer);
  } catch (cause) {
    const page = await kept;
    if (page) return page;
    throw cause;
  }
}

/** The same page may come with a newer policy: a replica was paired since, and the page may call it. */
async function keepPolicy(answer, kept) {
  if (kept && (await answer.clone().text()) === (await kept.clone().text())) await (await caches.open(name)).put('./', answer);
}
