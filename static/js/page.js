// What a page can do better with JavaScript; without it nothing is missing.

for (const element of document.querySelectorAll("[data-needs-script]")) {
  element.hidden = false;
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", () => copy(button));
}

async function copy(button) {
  const status = document.querySelector("[data-copied]");
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    status.textContent = "Lien copié.";
  } catch {
    status.textContent = "La copie n'a pas marché : l'adresse est écrite plus bas.";
  }
  status.classList.remove("hidden");
}

// A link to something inside a closed <details> opens it.
function open_target() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const closed = target?.closest("details:not([open])");
  if (closed) {
    closed.open = true;
    target.scrollIntoView();
  }
}
addEventListener("hashchange", open_target);
open_target();
