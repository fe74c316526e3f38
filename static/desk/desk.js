// The order of lines, with buttons beside each; without it one types the numbers.

function places(group) {
  return [...group.querySelectorAll(".inline-related:not(.empty-form)")];
}

function renumber(group) {
  places(group).forEach((line, index) => {
    const field = line.querySelector("[name$=-place]");
    if (field) field.value = index + 1;
  });
}

function button(sign, words, by) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", textContent: sign, className: "button place" });
  made.setAttribute("aria-label", words);
  made.dataset.by = by;
  return made;
}

for (const field of document.querySelectorAll(".inline-related:not(.empty-form) [name$=-place]")) {
  const title = field.closest(".inline-related").querySelector("h3 .inline_label")?.textContent ?? "";
  field.after(button("▲", `Monter ${title}`, -1), button("▼", `Descendre ${title}`, 1));
}

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
