// Asks before one leaves a page with a text that was typed and not sent.

let unsaved = Boolean(document.querySelector("[data-unsaved]"));
const changed = (event) => {
  if (event.target.closest?.("form")?.querySelector("[name=_typed], [data-unsaved]")) unsaved = true;
};

for (const name of ["input", "change"]) {
  document.addEventListener(name, changed);
}
document.addEventListener("submit", () => { unsaved = false; });
window.addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});
