// The letters of a candidate code never leave the device: only their class does.

const form = document.querySelector("[data-code-form]");
const field = form.querySelector("input");

export function mask(text) {
  return Array.from(text.normalize("NFC"), (sign) => {
    if (/[a-z]/.test(sign)) return "a";
    if (/[A-Z]/.test(sign)) return "A";
    return /[\p{L}\p{M}]/u.test(sign) ? "é" : sign;
  }).join("");
}

form.addEventListener("htmx:configRequest", (event) => {
  event.detail.parameters.code = mask(field.value);
});

const reveal = form.querySelector("[data-reveal]");
reveal.addEventListener("click", () => {
  const shown = field.type === "text";
  field.type = shown ? "password" : "text";
  reveal.textContent = shown ? "Afficher" : "Masquer";
  reveal.setAttribute("aria-pressed", String(!shown));
});
