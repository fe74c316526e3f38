// The letters of a candidate code never leave the device: only their class does. This
// script makes the field send, masks what it sends, then says so: without it, whole,
// nothing leaves before somebody presses the button.

import { reveal } from "./page.js";

const form = document.querySelector("[data-code-form]");
const field = form.querySelector("input");

export function mask(text) {
  return Array.from(text.normalize("NFC"), (sign) => {
    if (/[a-z]/.test(sign)) return "a";
    if (/[A-Z]/.test(sign)) return "A";
    // a letter in a circle, or of another alphabet, is a letter
    return /[\p{L}\p{M}]/u.test(sign.normalize("NFKC")) ? "é" : sign;
  }).join("");
}

function start() {
  form.addEventListener("htmx:configRequest", (event) => {
    event.detail.parameters.code = mask(field.value);
  });
  form.setAttribute("hx-post", form.getAttribute("action"));
  form.setAttribute("hx-trigger", "input delay:400ms, submit");
  form.setAttribute("hx-target", "#_regles");
  form.setAttribute("hx-swap", "innerHTML");
  form.dataset.masked = "";
  form.querySelector("[data-no-enter]").remove();
  window.htmx.process(form);
  reveal("code", form);
}

const toggle = form.querySelector("[data-reveal]");
toggle.addEventListener("click", () => {
  const shown = field.type === "text";
  field.type = shown ? "password" : "text";
  toggle.textContent = shown ? "Afficher" : "Masquer";
});

if (window.htmx) start();
