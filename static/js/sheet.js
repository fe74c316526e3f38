// The feuille de route in hand: kept by this tab for the next « Ajouter », and the name
// typed for paper, which stays in the fragment of the address.

const sheet = () => document.querySelector("[data-sheet]");
const FRAGMENT = "#pour=";

function keep() {
  const list = sheet()?.dataset.sheet ?? "";
  if (list) sessionStorage.setItem("feuille", list);
  else sessionStorage.removeItem("feuille");
}

function showWhom(text) {
  document.querySelector("[data-for-whom]").textContent = text ? `Pour : ${text}` : "";
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

function attach() {
  const field = document.querySelector("[data-whom]");
  if (!field) return;
  field.value = typed;
  field.addEventListener("input", () => {
    typed = field.value;
    const fragment = typed ? FRAGMENT + encodeURIComponent(typed) : "";
    history.replaceState(history.state, "", location.pathname + location.search + fragment);
    showWhom(typed);
  });
}

keep();
attach();
showWhom(typed);
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "_feuille" && !sheet()) return;
  keep();
  attach();
});
