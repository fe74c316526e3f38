// The order of lines, with buttons beside each; without it one types the numbers.

function places(group) {
  return [...group.querySelectorAll(".inline-related:not(.empty-form)")];
}

// A value set here is a change like one typed: what listens must hear of it.
function changed(field) {
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function renumber(group) {
  const fields = places(group).map((line) => line.querySelector("[name$=-place]"));
  fields.forEach((field, index) => { if (field) field.value = index + 1; });
  const last = fields.findLast(Boolean);
  if (last) changed(last);
}

function button(sign, words, by) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", textContent: sign, className: "button place" });
  made.setAttribute("aria-label", words);
  made.dataset.by = by;
  return made;
}

function addButtons(line) {
  const field = line.querySelector("[name$=-place]");
  if (!field) return;
  const title = line.querySelector("h3 .inline_label")?.textContent ?? "";
  field.after(button("▲", `Monter ${title}`, -1), button("▼", `Descendre ${title}`, 1));
}

document.querySelectorAll(".inline-related:not(.empty-form)").forEach(addButtons);

document.addEventListener("formset:added", (event) => {
  addButtons(event.target);
  // the previews of its fields: htmx read the page before it was there
  window.htmx?.process(event.target);
  changed(event.target.querySelector("[name$=-place]") ?? event.target);
});

document.addEventListener("formset:removed", (event) => {
  const field = document.querySelector(`#${event.detail.formsetName}-group [name$=-place]`);
  // the admin counts the lines that are left once this is told
  if (field) setTimeout(() => changed(field));
});

document.addEventListener("click", (event) => {
  const pressed = event.target.closest("button.place");
  if (!pressed) return;
  const line = pressed.closest(".inline-related");
  const group = line.closest(".inline-group");
  const all = places(group);
  const other = all[all.indexOf(line) + Number(pressed.dataset.by)];
  if (!other) return;
  if (pressed.dataset.by === "-1") other.before(line);
  else other.after(line);
  renumber(group);
  pressed.focus();
});
