// What a page can do better with JavaScript; without it nothing is missing.

const TICKS = "coches:"; // one entry per page, in this tab only

// How many were helped on this device: a number, nothing of them. Where storage is
// refused, in this tab, whose name outlives its pages.
const PERSON = "personne";

function tried(act, otherwise = null) {
  try {
    return act();
  } catch {
    return otherwise;
  }
}

export const memory = {
  get: (key) => tried(() => sessionStorage.getItem(key)),
  set: (key, value) => tried(() => sessionStorage.setItem(key, value)),
  remove: (key) => tried(() => sessionStorage.removeItem(key)),
};

const inTab = () => window.name.replace(/^personne-/, "");
const present = () => Number(tried(() => localStorage.getItem(PERSON) ?? 0, inTab())) || 0;

// Nothing stored stays, in this tab or another: they hear the number change.
export function forgetPerson() {
  const next = present() + 1;
  tried(() => localStorage.clear());
  tried(() => caches.delete("feuilles").catch(() => {})); // the sheets that worker.js kept
  tried(() => localStorage.setItem(PERSON, String(next)));
  if (present() !== next) window.name = `personne-${next}`;
  meet();
}

function meet() {
  if (Number(memory.get(PERSON) ?? 0) === present()) return;
  tried(() => sessionStorage.clear());
  memory.set(PERSON, String(present()));
  for (const form of document.forms) form.reset();
}

// the same page without the person before
function leaveToThePast(event) {
  meet();
  const person = history.state?.person ?? null;
  if (person === null || person >= present()) return sign();
  event?.stopImmediatePropagation();
  document.body.hidden = true;
  history.replaceState({ person: present() }, "", location.pathname);
  return location.replace(location.pathname);
}

// in which person's time each address was opened
const sign = () => history.replaceState({ ...history.state, person: present() }, "");

leaveToThePast();
addEventListener("popstate", leaveToThePast, true);
addEventListener("pageshow", (event) => event.persisted && leaveToThePast(event));
addEventListener("storage", (event) => event.key === PERSON && leaveToThePast(event));
addEventListener("pagehide", () => memory.remove("htmx-current-path-for-history"));
document.addEventListener("htmx:replacedInHistory", sign);
document.addEventListener("htmx:pushedIntoHistory", sign);

// A promise is shown by the script that keeps it: each calls this for its own words.
export function reveal(name, root = document) {
  for (const element of root.querySelectorAll(`[data-needs~="${name}"]`)) element.hidden = false;
  for (const element of root.querySelectorAll(`[data-without~="${name}"]`)) element.hidden = true;
}

// htmx is half of the weight of a first view: it comes when a hand reaches for it.
const later = [...document.querySelectorAll('meta[name="later"]')];
let coming = null;

function fetchScript(meta) {
  return new Promise((resolve) => {
    const { content: src, dataset } = meta;
    const script = Object.assign(document.createElement("script"), { src, integrity: dataset.integrity, onload: resolve, onerror: resolve });
    if ("module" in dataset) script.type = "module";
    document.head.append(script);
  });
}

async function fetchLater() {
  coming ??= Promise.all(later.map(fetchScript));
  await coming;
  if (window.htmx) return true;
  coming = null; // the network may come back
  for (const element of document.querySelectorAll('[data-without~="htmx"]')) element.hidden = false;
  return false;
}

// What was done before htmx came is done again with it; without it, the plain way.
async function hold(event) {
  const element = event.target.closest("[hx-get]");
  const link = element instanceof HTMLAnchorElement;
  if (window.htmx || !element || link !== (event.type === "click")) return;
  if (link) event.preventDefault();
  const came = await fetchLater();
  if (came && link) element.click();
  else if (came) event.target.dispatchEvent(new Event("change", { bubbles: true }));
  else if (!await fetch(element.href ?? element.action, { method: "HEAD" }).catch(() => null)) tellLost(event.target);
  else if (link) location.assign(element.href);
}

function tellLost(element) {
  document.querySelector("[data-failure]")?.remove();
  const told = Object.assign(document.createElement("p"), { className: "notice attention failure", textContent: "Le réseau manque : réessayez plus tard. Ce que vous avez coché est gardé ici." });
  told.setAttribute("role", "alert");
  told.dataset.failure = "";
  (element.closest("label") ?? element).after(told);
}

if (later.length) {
  for (const type of ["pointerdown", "focusin"]) document.addEventListener(type, (event) => event.target.closest?.("[hx-get]") && fetchLater());
  document.addEventListener("click", hold);
  document.addEventListener("change", hold);
}

// a check was open here when the page was left: check.js opens it again
if (history.state?.check !== undefined && later.length) fetchLater();

// Suggestions too: when a search field is reached. It says before that it will have some;
// HTML lets a text field be a combobox, and no search field.
const suggest = document.querySelector('meta[name="suggest"]');
for (const field of document.querySelectorAll("[data-suggest]")) {
  Object.assign(field, { type: "text", inputMode: "search", enterKeyHint: "search" });
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"]]) field.setAttribute(name, value);
}

function reachSuggestions(event) {
  if (!suggest || !event.target.matches?.("[data-suggest]")) return;
  document.removeEventListener("focusin", reachSuggestions);
  fetchScript(suggest);
}

document.addEventListener("focusin", reachSuggestions);

// On a narrow screen the menu scrolls sideways: where one is comes into view.
const menu = document.querySelector(".menu");
const here = menu?.querySelector("[aria-current]");
if (here) menu.scrollLeft = here.offsetLeft - (menu.clientWidth - here.offsetWidth) / 2;

function ready(root) {
  reveal("page", root);
  if (window.htmx || later.length) reveal("htmx", root);
  if (navigator.share) reveal("share", root);
  // the list in hand, which this tab keeps (sheet.js), goes on with one more
  const list = memory.get("feuille");
  if (list) for (const link of root.querySelectorAll("[data-sheet-link]")) link.href = `/feuille-de-route/?${list}`;
  if (list) for (const link of root.querySelectorAll("[data-add]")) link.href = `/feuille-de-route/?${list}&fiche=${link.dataset.add}`;
}

async function copy(text) {
  const status = document.querySelector("[data-copied]");
  let said = "Copié.";
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    said = "La copie n'a pas marché : sélectionnez le texte à la main.";
  }
  if (status) {
    status.textContent = said;
    status.classList.remove("hidden");
  }
}

// The name written for paper goes with a link only when somebody sends that link.
function forWhom() {
  const name = document.querySelector("[data-whom]")?.value;
  return name ? `#pour=${encodeURIComponent(name)}` : "";
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-print], [data-copy], [data-share], [data-copy-text], [data-clear], [data-clear-all]");
  if (!button) return;
  if ("print" in button.dataset) window.print();
  if ("copy" in button.dataset) copy(button.dataset.copy + forWhom());
  if ("share" in button.dataset) navigator.share({ title: button.dataset.title, url: button.dataset.share + forWhom() }).catch(() => {});
  if ("copyText" in button.dataset) copy(document.getElementById(button.dataset.copyText).value);
  if ("clear" in button.dataset) memory.remove(TICKS + location.pathname);
  if ("clearAll" in button.dataset) {
    event.preventDefault();
    forgetPerson();
    location.replace(button.href); // this page gives its place in the history
  }
});

// A link to something inside a closed <details> opens it.
function openTarget() {
  const name = tried(() => decodeURIComponent(location.hash.slice(1)), "");
  const target = document.getElementById(name);
  const closed = target?.closest("details:not([open])");
  if (closed) {
    closed.open = true;
    target.scrollIntoView();
  }
}

// On paper what is closed is read too, where a browser cannot open it by its style alone.
let opened = [];

addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll(".messages:not(.screen), .messages .script, .howto details")].filter((e) => !e.open);
  for (const element of opened) element.open = true;
});
addEventListener("afterprint", () => {
  for (const element of opened) element.open = false;
});

// Ticks come back with the tab: kept by the browser alone, cleared by the buttons.
function bringTicksBack() {
  const list = document.querySelector("[data-checklist]");
  if (!list) return;
  const key = TICKS + location.pathname;
  list.parentNode.addEventListener("change", (event) => {
    if (!event.target.matches("[data-check]")) return;
    const form = event.target.form;
    memory.set(key, new URLSearchParams(new FormData(form)).toString());
  });
  const kept = memory.get(key);
  if (kept && !location.search) location.replace(`${location.pathname}?${kept}${location.hash}`);
}

ready(document);
document.addEventListener("htmx:load", (event) => ready(event.target));
addEventListener("hashchange", openTarget);
openTarget();
bringTicksBack();
