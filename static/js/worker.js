// Installed only by « Garder le guide sur cet appareil ». Network first; without it, the
// copy, which says its date and its age.

const PREFIX = "guide-";
const COPY = "/_copie"; // what the copy is: its publication and its date
const SLOW = 4000; // milliseconds without an answer: the copy is shown
const CHECK = 3600e3; // milliseconds between two looks at what is new
let lookedAt = 0;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  if (event.data !== "garder") return;
  event.waitUntil(renew().then(
    (copy) => event.ports[0].postMessage({ pages: copy.pages.length, made_at: copy.made_at }),
    () => event.ports[0].postMessage({ error: "La copie n'a pas pu être faite : le réseau manque. Réessayez." }),
  ));
});

// A whole new copy beside the old one, then the old one goes: never half of each.
async function renew() {
  const copy = await (await fetch("/hors-ligne.json", { cache: "no-cache" })).json();
  const name = `${PREFIX}${copy.number}`;
  const known = await caches.keys();
  if (!known.includes(name)) {
    const building = await caches.open(`${name}-en-cours`);
    const wanted = [...copy.pages, ...copy.files];
    await building.addAll(wanted.map((url) => new Request(url, { cache: "no-cache" })));
    const cache = await caches.open(name);
    for (const request of await building.keys()) await cache.put(request, await building.match(request));
    await cache.put(COPY, new Response(JSON.stringify(copy)));
  }
  for (const old of await caches.keys()) if (old !== name) await caches.delete(old);
  return copy;
}

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== location.origin) return;
  if (address.pathname.startsWith("/gestion/")) return;
  if (event.request.mode === "navigate") event.respondWith(visit(event));
  else if (address.pathname.startsWith("/static/")) {
    event.respondWith(caches.match(event.request).then((kept) => kept ?? fetch(event.request)));
  }
});

async function visit(event) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), SLOW);
  try {
    // never the browser's own cache, which would hide that the network is gone
    const answer = await fetch(event.request, { signal: patience.signal, cache: "no-cache" });
    if (Date.now() - lookedAt > CHECK) {
      lookedAt = Date.now();
      event.waitUntil(renew().catch(() => {}));
    }
    return answer;
  } catch {
    return fromCopy(new URL(event.request.url));
  } finally {
    clearTimeout(timer);
  }
}

async function fromCopy(address) {
  const found = await caches.match(address.pathname) ?? await caches.match("/imprimer/");
  const copy = await (await caches.match(COPY))?.json();
  if (!found || !copy) return Response.error();
  const html = (await found.text()).replace(/<main[^>]*>/, (main) => main + banner(copy));
  return new Response(html, { headers: found.headers });
}

function banner(copy) {
  const made = new Date(copy.made_at);
  const days = Math.floor((Date.now() - made) / 864e5);
  const age = days < 1 ? "aujourd'hui" : days === 1 ? "hier" : `il y a ${days} jours`;
  const date = made.toLocaleDateString("fr-FR", { day: "numeric", month: "long", year: "numeric" });
  return `<p class="offline" role="status">Pas de réseau : copie gardée sur cet appareil, version du ${date} (${age}).</p>`;
}
