// A request that fails says so where it was made; what was typed stays, the request can be
// made again, and the plain form or link still works.

const LOST = "Le réseau manque : rien n'est parti. Ce que vous avez écrit est resté ici.";
const SLOW = "Le site ne répond pas pour l'instant. Ce que vous avez écrit est resté ici.";
const REFUSED = "Le site n'a pas pu répondre. Ce que vous avez écrit est resté ici.";
const SENDS = "button:not([disabled]):not([type=button])";

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

// The same request, as it was made: a press, a tick, a step back in the history.
function again(source, cause) {
  if (cause?.type === "popstate") dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
  else if (cause?.type === "change") cause.target.dispatchEvent(new Event("change", { bubbles: true }));
  else (source instanceof HTMLFormElement ? cause?.submitter ?? source.querySelector(SENDS) : source).click();
}

function plain(source) {
  if (source instanceof HTMLFormElement) source.submit();
  else location.assign(source.href);
}

function tell({ elt, target, requestConfig }, words) {
  if ("quiet" in elt.dataset) return; // nothing of the reader's is lost
  const cause = requestConfig?.triggeringEvent;
  const source = elt === document.body ? target : elt;
  forget();
  shown = Object.assign(document.createElement("div"), { className: "notice attention failure" });
  shown.setAttribute("role", "alert");
  shown.dataset.failure = "";
  const buttons = Object.assign(document.createElement("p"), { className: "buttons" });
  buttons.append(button("Réessayer", () => again(source, cause)));
  // never where a script masks what leaves: the plain form would send it all
  if (!("masked" in source.dataset)) buttons.append(button("Ouvrir comme une page", () => plain(source)));
  const text = Object.assign(document.createElement("p"), { textContent: words });
  shown.append(text, buttons);
  // a list may be long: beside the line that was ticked
  (cause?.type === "change" ? cause.target.closest("label") : source).after(shown);
}

// The sentence of our own pages of refusal.
function sentence(page) {
  return new DOMParser().parseFromString(page, "text/html").querySelector("[data-refused]")?.textContent.trim();
}

document.addEventListener("htmx:sendError", (event) => tell(event.detail, LOST));
document.addEventListener("htmx:timeout", (event) => tell(event.detail, SLOW));
document.addEventListener("htmx:responseError", (event) => tell(event.detail, sentence(event.detail.xhr.responseText) ?? REFUSED));
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) forget();
});

// A text that somebody completed stays as it is when what was tried changes.
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target } = event.detail;
  if (target instanceof HTMLTextAreaElement && target.value !== target.defaultValue) event.detail.shouldSwap = false;
});
