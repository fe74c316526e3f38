// What a page can do better with JavaScript; without it nothing is missing.

const TICKS = "coches:"; // one entry per page, in this tab only

function ready(root) {
  for (const element of root.querySelectorAll("[data-needs-script]")) element.hidden = false;
  for (const element of root.querySelectorAll("[data-without-script]")) element.hidden = true;
  if (navigator.share) for (const element of root.querySelectorAll("[data-needs-share]")) element.hidden = false;
  // the list in hand, which this tab keeps (sheet.js), goes on with one more
  const list = sessionStorage.getItem("feuille");
  if (list) for (const link of root.querySelectorAll("[data-sheet-link]")) link.href = `/feuille-de-route/?${list}`;
  if (list) for (const link of root.querySelectorAll("[data-add]")) link.href = `/feuille-de-route/?${list}&fiche=${link.dataset.add}`;
}

async function copy(text) {
  const status = document.querySelector("[data-copied]");
  let said = "Copié.";
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    said = "La copie n'a pas marché : sélectionnez le texte à la main.";
  }
  if (status) {
    status.textContent = said;
    status.classList.remove("hidden");
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-print], [data-copy], [data-share], [data-copy-text], [data-clear], [data-clear-all]");
  if (!button) return;
  if ("print" in button.dataset) window.print();
  if ("copy" in button.dataset) copy(button.dataset.copy + (location.hash.startsWith("#pour=") ? location.hash : ""));
  if ("share" in button.dataset) navigator.share({ title: button.dataset.title, url: button.dataset.share + location.hash }).catch(() => {});
  if ("copyText" in button.dataset) copy(document.getElementById(button.dataset.copyText).value);
  if ("clear" in button.dataset) sessionStorage.removeItem(TICKS + location.pathname);
  if ("clearAll" in button.dataset) sessionStorage.clear();
});

// A link to something inside a closed <details> opens it.
function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const closed = target?.closest("details:not([open])");
  if (closed) {
    closed.open = true;
    target.scrollIntoView();
  }
}

// Ticks come back with the tab: kept by the browser alone, cleared by the buttons.
function bringTicksBack() {
  const list = document.querySelector("[data-checklist]");
  if (!list) return;
  const key = TICKS + location.pathname;
  list.parentNode.addEventListener("change", (event) => {
    if (!event.target.matches("[data-check]")) return;
    const form = event.target.form;
    const ticks = new URLSearchParams(new FormData(form)).toString();
    sessionStorage.setItem(key, ticks);
  });
  const kept = sessionStorage.getItem(key);
  if (kept && !location.search) location.replace(`${location.pathname}?${kept}${location.hash}`);
}

ready(document);
document.addEventListener("htmx:load", (event) => ready(event.target));
addEventListener("hashchange", openTarget);
openTarget();
bringTicksBack();
