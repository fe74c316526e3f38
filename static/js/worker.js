// Installed only by « Garder le guide sur cet appareil ». Network first; without it, the
// copy, which says its date and its age.

const PREFIX = "guide-";
const COPY = "/_copie"; // what the copy is: its publication and its date
const SLOW = 4000; // milliseconds without an answer: the copy is shown
const CHECK = 3600e3; // milliseconds between two looks at what is new
const BUILDING = "-en-cours"; // of a copy that is being made
const SHEETS = "feuilles"; // the sheets opened since, each at its whole address
const MOST = 20;
const LISTS = /^\/(f|feuille-de-route|rendez-vous|recu)\//;
let lookedAt = 0;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  if (event.data !== "garder") return;
  event.waitUntil(renew().then(
    (copy) => event.ports[0].postMessage({ pages: copy.pages.length, made_at: copy.made_at }),
    async (error) => {
      for (const name of await caches.keys()) if (name.endsWith(BUILDING)) await caches.delete(name);
      const full = error.name === "QuotaExceededError";
      const why = full ? "il n'y a plus de place sur cet appareil." : "le réseau manque. Réessayez.";
      event.ports[0].postMessage({ error: `La copie n'a pas pu être faite : ${why}` });
    },
  ));
});

// A whole new copy beside the old one, then the old one goes: never half of each.
async function renew() {
  const copy = await (await fetch("/hors-ligne.json", { cache: "no-cache" })).json();
  const name = `${PREFIX}${copy.number}`;
  const known = await caches.keys();
  if (!known.includes(name)) {
    const building = await caches.open(name + BUILDING);
    const wanted = [...copy.pages, ...copy.files];
    await building.addAll(wanted.map((url) => new Request(url, { cache: "no-cache" })));
    const cache = await caches.open(name);
    for (const request of await building.keys()) await cache.put(request, await building.match(request));
    await cache.put(COPY, new Response(JSON.stringify(copy)));
  }
  for (const old of await caches.keys()) if (old !== name && old !== SHEETS) await caches.delete(old);
  return copy;
}

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== location.origin) return;
  if (address.pathname.startsWith("/gestion/")) return;
  if (event.request.mode === "navigate") event.respondWith(visit(event));
  else if (/^\/(static|qr)\//.test(address.pathname)) {
    event.respondWith(caches.match(event.request).then((kept) => kept ?? fetch(event.request)));
  }
});

// The network first. A site that fails, or takes long, gives way to the copy when the copy
// has that very page: without one, what the network says is what is shown.
async function visit(event) {
  const address = new URL(event.request.url);
  // never the browser's own cache, which would hide that the network is gone
  const asked = fetch(event.request, { cache: "no-cache" }).then((answer) => ({ answer }), () => ({}));
  const late = new Promise((resolve) => setTimeout(resolve, SLOW, { slow: true }));
  const first = await Promise.race([asked, late]);
  const { answer } = first;
  if (answer && answer.status < 500) {
    if (Date.now() - lookedAt > CHECK) {
      lookedAt = Date.now();
      event.waitUntil(renew().catch(() => {}));
    }
    if (answer.ok && LISTS.test(address.pathname)) event.waitUntil(remember(event.request.url, answer.clone()));
    return answer;
  }
  const why = first.slow ? "Réseau lent" : answer ? "Le site ne répond pas" : "Pas de réseau";
  const kept = await fromCopy(address, why);
  if (kept) return kept;
  const last = first.slow ? (await asked).answer : answer;
  return last ?? await absent(why) ?? Response.error();
}

// The sheets opened while the guide is kept stay with it: they are prepared for a visit.
async function remember(url, answer) {
  if (!await caches.match(COPY)) return;
  const lists = await caches.open(SHEETS);
  await lists.put(url, answer);
  for (const old of (await lists.keys()).slice(0, -MOST)) await lists.delete(old);
}

async function fromCopy(address, why) {
  const copy = await (await caches.match(COPY))?.json();
  if (!copy) return null;
  const page = address.pathname.endsWith("/") ? address.pathname : `${address.pathname}/`;
  // a list is its whole address; the others are the same page whatever follows « ? »
  const found = await (LISTS.test(page) ? caches.match(address.origin + page + address.search) : caches.match(page));
  if (!found) return null;
  if (page !== address.pathname) return Response.redirect(page + address.search);
  const html = (await found.text()).replace(/<main[^>]*>/, (main) => main + banner(copy, why));
  return new Response(html, { headers: found.headers });
}

// A page the copy has not is never another one under its address.
async function absent(why) {
  const copy = await (await caches.match(COPY))?.json();
  const frame = await caches.match("/hors-ligne/");
  if (!copy || !frame) return null;
  const told = `<div class="wide"><div class="text"><h1>Cette page n'est pas dans la copie</h1><p>Elle demande le réseau.
    <a href="/imprimer/">Toutes les fiches, sur une page</a> et <a href="/plan-du-site/">le plan du site</a> sont dans la copie.</p></div></div>`;
  const html = (await frame.text()).replace(/(<main[^>]*>)[^]*<\/main>/, (_, main) => `${main}${banner(copy, why)}${told}</main>`)
    .replace(/<title>[^<]*/, "<title>Cette page n'est pas dans la copie");
  return new Response(html, { status: 503, headers: frame.headers });
}

function banner(copy, why) {
  const made = new Date(copy.made_at);
  const days = Math.floor((Date.now() - made) / 864e5);
  const age = days < 1 ? "aujourd'hui" : days === 1 ? "hier" : `il y a ${days} jours`;
  const date = made.toLocaleDateString("fr-FR", { day: "numeric", month: "long", year: "numeric" });
  return `<p class="offline" role="status">${why} : copie gardée sur cet appareil, version du ${date} (${age}).</p>`;
}
