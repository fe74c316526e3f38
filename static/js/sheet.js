// The feuille de route in hand: kept by this tab for the next « Ajouter », and the name
// typed for paper, which stays in its field: no address or history holds it.

import { memory, reveal } from "./page.js";

const sheet = () => document.querySelector("[data-sheet]");
const FRAGMENT = "#pour=";

function keep() {
  const list = sheet()?.dataset.sheet ?? "";
  if (list) memory.set("feuille", list);
  else memory.remove("feuille");
}

function showWhom(text) {
  document.querySelector("[data-for-whom]").textContent = text ? `Pour : ${text}` : "";
}

function readWhom() {
  if (!location.hash.startsWith(FRAGMENT)) return "";
  try {
    return decodeURIComponent(location.hash.slice(FRAGMENT.length)).slice(0, 120);
  } catch {
    return "";
  }
}

let typed = readWhom();
// a link may bring a name: it is shown, and leaves the address
if (typed) history.replaceState(history.state, "", location.pathname + location.search);

function attach() {
  const field = document.querySelector("[data-whom]");
  if (!field) return;
  reveal("sheet");
  field.value = typed;
  field.addEventListener("input", () => {
    typed = field.value;
    showWhom(typed);
  });
}

// A control that went with its move (the last place, a fiche removed) leaves its focus to
// the one beside it, or to the title of the list: never to the top of the page.
let pressed = "";
document.addEventListener("htmx:beforeRequest", (event) => { pressed = event.target.id; });

function keepFocus() {
  if (document.activeElement && document.activeElement !== document.body) return;
  const [, direction, slug] = pressed.match(/^_(haut|bas)-(.*)/) ?? [];
  const other = slug && document.getElementById(`_${direction === "haut" ? "bas" : "haut"}-${slug}`);
  (other || document.getElementById("_liste"))?.focus();
}

// The list may stand elsewhere once it was changed: it stays under the hand.
function keepInSight() {
  const moved = document.activeElement;
  if (!moved?.closest(".ordered, #_liste")) return;
  const { top, bottom } = moved.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) moved.scrollIntoView({ block: "center" });
}

// The name goes with the list to its next page, which takes it out of its address.
function carryName(event) {
  const link = event.target.closest?.("a[href^='/feuille-de-route/'], a[href^='?']");
  if (typed && link && !link.hasAttribute("hx-get")) link.hash = `pour=${encodeURIComponent(typed)}`;
  const form = event.type === "submit" && event.target;
  if (typed && form && form.getAttribute("action")?.startsWith("/feuille-de-route/")) form.action = `/feuille-de-route/${FRAGMENT}${encodeURIComponent(typed)}`;
}

document.addEventListener("click", carryName);
document.addEventListener("submit", carryName);

keep();
attach();
showWhom(typed);
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "_feuille" && !sheet()) return;
  keep();
  attach();
  if (pressed === "_coches") return;
  keepFocus();
  keepInSight();
});
