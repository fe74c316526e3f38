// Suggestions under a search field, as a combobox: arrows choose, Enter opens, Escape
// closes. Without it the field is a plain form.

const WAIT = 180; // milliseconds after the last letter

for (const field of document.querySelectorAll("[data-suggest]")) attach(field);

function attach(field) {
  const list = document.createElement("ul");
  Object.assign(list, { id: `${field.id}-suggestions`, className: "suggestions", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Pages suggérées");
  const told = document.createElement("p");
  told.className = "hidden";
  told.setAttribute("role", "status"); // how many, spoken
  field.after(list, told);
  field.setAttribute("aria-controls", list.id); // a combobox since page.js

  let timer = 0;
  let active = -1;
  const options = () => [...list.children];

  function close() {
    list.hidden = true;
    told.textContent = "";
    forget();
    field.setAttribute("aria-expanded", "false");
  }

  function choose(index) {
    const all = options();
    active = (index + all.length) % all.length;
    all.forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
    field.setAttribute("aria-activedescendant", all[active].id);
    all[active].scrollIntoView({ block: "nearest" });
  }

  function forget() {
    active = -1;
    options().forEach((option) => option.setAttribute("aria-selected", "false"));
    field.removeAttribute("aria-activedescendant");
  }

  // what the keyboard of a phone leaves visible
  function fit() {
    const seen = window.visualViewport;
    if (!seen || list.hidden) return;
    const room = seen.offsetTop + seen.height - list.getBoundingClientRect().top - 8;
    list.style.maxHeight = `${Math.max(120, room)}px`;
  }

  async function ask() {
    const words = field.value.trim();
    if (words.length < 2) return close();
    const answer = await fetch(`/recherche/suggestions/?q=${encodeURIComponent(words)}`).catch(() => null);
    if (!answer?.ok || field.value.trim() !== words) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    list.replaceChildren(...page.querySelectorAll("[role=option]"));
    if (!list.children.length || document.activeElement !== field) return close();
    forget();
    list.hidden = false;
    fit();
    const number = list.children.length;
    told.textContent = number === 1 ? "1 page suggérée" : `${number} pages suggérées`;
    field.setAttribute("aria-expanded", "true");
  }

  field.addEventListener("input", () => {
    forget(); // Enter sends the new words, not the page chosen for the old ones
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  field.addEventListener("keydown", (event) => {
    // an accent being composed, a selection by Shift: the keys are the field's own
    if (event.isComposing || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    if (list.hidden) {
      if (event.key === "ArrowDown") ask(); // closed by Escape: opened again
      return;
    }
    if (event.key === "ArrowDown") choose(active + 1);
    else if (event.key === "ArrowUp") choose(active < 0 ? -1 : active - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && active >= 0) location.assign(options()[active].dataset.url);
    else return;
    event.preventDefault();
  });
  // the list is pressed before the field loses the focus
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
  field.addEventListener("blur", close);
  window.visualViewport?.addEventListener("resize", fit);
  // this script came after the first letters
  if (document.activeElement === field) field.dispatchEvent(new Event("input"));
}
