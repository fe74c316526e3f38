// A request that fails says so where it was made; what was typed stays, and the plain
// form or link still works.

const LOST = "Le réseau manque : rien n'est parti. Ce que vous avez écrit est resté ici.";
const SLOW = "Le site ne répond pas pour l'instant. Ce que vous avez écrit est resté ici.";
const REFUSED = "Le site n'a pas pu répondre. Ce que vous avez écrit est resté ici.";

let shown = null;

function button(label, act) {
  const element = Object.assign(document.createElement("button"), { type: "button", className: "button small", textContent: label });
  element.addEventListener("click", act);
  return element;
}

function forget() {
  shown?.remove();
  shown = null;
}

function tell(source, words) {
  if ("quiet" in source.dataset) return; // nobody asked for it
  const place = source.closest("form") ?? source;
  forget();
  shown = Object.assign(document.createElement("div"), { className: "notice attention failure" });
  shown.setAttribute("role", "alert");
  shown.dataset.failure = "";
  const buttons = Object.assign(document.createElement("p"), { className: "buttons" });
  if (place instanceof HTMLFormElement) {
    buttons.append(button("Réessayer", () => place.requestSubmit()));
    // never where a script masks what leaves: the plain form would send it all
    if (!("masked" in place.dataset)) buttons.append(button("Ouvrir comme une page", () => place.submit()));
  } else buttons.append(button("Réessayer", () => place.click()));
  const text = Object.assign(document.createElement("p"), { textContent: words });
  shown.append(text, buttons);
  place.after(shown);
}

// The sentence of our own pages of refusal.
function sentence(page) {
  return new DOMParser().parseFromString(page, "text/html").querySelector("[data-refused]")?.textContent.trim();
}

document.addEventListener("htmx:sendError", (event) => tell(event.detail.elt, LOST));
document.addEventListener("htmx:timeout", (event) => tell(event.detail.elt, SLOW));
document.addEventListener("htmx:responseError", (event) => tell(event.detail.elt, sentence(event.detail.xhr.responseText) ?? REFUSED));
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) forget();
});
