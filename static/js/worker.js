// Installed only by « Garder le guide sur cet appareil ». Network first; without it, the
// copy, which says its date and its age.

importScripts("/static/js/offline-answers.js");

const PREFIX = "guide-";
const COPY = "/_copie"; // what the copy is: its publication and its date
const SLOW = 4000; // milliseconds without an answer: the copy is shown
const CHECK = 3600e3; // milliseconds between two looks at what is new
const BUILDING = "-en-cours"; // of a copy that is being made
const SHEETS = "feuilles"; // the sheets opened since, each at its whole address
const MOST = 400; // pages of sheets: the oldest go
const SCREENS = 60; // of a list followed step by step
const TOOLS = "/hors-ligne/outils.json"; // what offline-answers.js computes from
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
      const why = full ? "il n'y a plus de place sur cet appareil." : "le réseau ou le site a manqué. Réessayez.";
      event.ports[0].postMessage({ error: `La copie n'a pas pu être faite : ${why}` });
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
    await building.addAll(wanted.map((url) => new Request(url, { cache: "no-store" })));
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
  const part = event.request.headers.get("HX-Target"); // what htmx will change in the page
  if (event.request.mode === "navigate" || part) event.respondWith(visit(event, part));
  else if (/^\/(static|qr|f)\//.test(address.pathname)) {
    event.respondWith(caches.match(event.request).then((kept) => kept ?? fetch(event.request)));
  }
});

// The network first. A site that fails, or takes long, gives way to the copy when the copy
// has that very page: without one, what the network says is what is shown.
async function visit(event, part) {
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
    if (answer.ok && !part && LISTS.test(address.pathname)) event.waitUntil(remember(address, answer.clone()).catch(() => {}));
    return answer;
  }
  const why = first.slow ? "Réseau lent" : answer ? "Le site ne répond pas" : "Pas de réseau";
  const kept = await fromCopy(address, why, part);
  if (kept) return kept;
  const last = first.slow ? (await asked).answer : answer;
  return last ?? (part ? null : await absent(why)) ?? Response.error();
}

// A list without its ticks, its publication and its day: what makes it this page.
function listOf(address) {
  const pairs = [...address.searchParams].filter(([name, value]) => /^(fiche|bloc|date|ecran)$/.test(name) && value !== "aucun");
  return `${address.origin}/_liste${address.pathname.startsWith("/r") ? address.pathname : "/"}?${new URLSearchParams(pairs)}`;
}

const ticksOf = (address) => address.searchParams.getAll("fait").flatMap((one) => one.split(" "));

// The sheets opened while the guide is kept stay with it, with their short link, its code
// and their steps: they are prepared for a visit.
async function remember(address, answer) {
  if (!await caches.match(COPY)) return;
  const lists = await caches.open(SHEETS);
  const html = await answer.clone().text();
  await lists.put(address.href, answer.clone());
  const link = (pattern) => html.match(pattern)?.[1].replaceAll("&amp;", "&");
  const list = link(/data-sheet="([^"]*)"/);
  if (list) await lists.put(listOf(new URL(`/feuille-de-route/?${list}`, location)), answer.clone());
  if (address.pathname.startsWith("/rendez-vous/")) await lists.put(listOf(address), answer);
  const companions = [link(/<a href="(\/f\/\?[^"]*)"/), link(/<img src="(\/f\/qr\.svg[^"]*)"/)].filter(Boolean);
  for (const url of companions) if (!await lists.match(url)) await keepOne(lists, new URL(url, location));
  const steps = link(/href="(\/rendez-vous\/\?[^"]*)"/);
  for (let place = 1, last = 1; steps && list && place <= Math.min(last, SCREENS); place += 1) {
    const screen = new URL(`${steps}&ecran=${place}`, location);
    if (await lists.match(listOf(screen))) break;
    const told = await keepOne(lists, screen, listOf(screen));
    last = Number(told?.match(/Écran \d+ sur (\d+)/)?.[1] ?? 0) + 1;
  }
  for (const old of (await lists.keys()).slice(0, -MOST)) await lists.delete(old);
}

async function keepOne(lists, address, name = address.href) {
  const answer = await fetch(address, { cache: "no-store" });
  if (!answer.ok) return null;
  await lists.put(name, answer.clone());
  return answer.text();
}

// The page that the copy has for an address, answered as the server would.
async function pageOf(address, page) {
  const query = address.searchParams;
  if (LISTS.test(page)) {
    const whole = await caches.match(address.origin + page + address.search);
    if (whole) return whole.text();
    if (page.startsWith("/rendez-vous/") && !query.has("ecran")) query.set("ecran", "1");
    const list = query.has("pour") || query.has("feuille") ? null : await caches.match(listOf(address));
    return list && ticked(await list.text(), ticksOf(address));
  }
  const html = await (await caches.match(page))?.text();
  const tools = query.has("q") || query.has("depuis") ? await (await caches.match(TOOLS))?.json() : null;
  if (tools && query.has("q") && html) return withAnswer(html, "_resultats", searchAnswer(tools.search, query.get("q")), "_mots", query.get("q"));
  const rule = tools?.deadlines[page];
  if (rule && html) return withAnswer(html, "_limite", deadlineAnswer(rule, query.get("depuis")), "_depuis", query.get("depuis"));
  return html && ticked(html, ticksOf(address));
}

// The page of a tool with its answer, and in its field what was typed.
function withAnswer(html, id, answer, field, typed) {
  return html.replace(new RegExp(`(<div\\b[^>]*id="${id}"[^>]*>)[^]*?</div>`), (_, start) => `${start}${answer}</div>`)
    .replace(new RegExp(`<input id="${field}"[^>]*>`), (tag) => tag.replace(/ value="[^"]*"/, "").replace(/>$/, ` value="${escaped(typed)}">`));
}

async function fromCopy(address, why, part) {
  const copy = await (await caches.match(COPY))?.json();
  if (!copy) return null;
  const page = address.pathname.endsWith("/") ? address.pathname : `${address.pathname}/`;
  const asked = address.pathname + address.search;
  const found = await pageOf(address, page);
  if (!found) return null;
  if (page !== address.pathname) return Response.redirect(page + address.search);
  const html = found.replace(/<main[^>]*>/, (main) => main + banner(copy, why));
  const headers = { "Content-Type": "text/html; charset=utf-8" };
  // htmx takes of the page what it asked for, and the address that the server would say
  if (part) Object.assign(headers, { "HX-Reselect": /^_(resultats|limite)$/.test(part) ? `#${part} > *` : `#${part}`, "HX-Replace-Url": asked });
  return new Response(html, { headers });
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
  return `<p class="offline" role="status">${why} : copie gardée sur cet appareil, version du ${date} (${age}).</p>`;
}
