// « Retour » in the browser goes back to the question before, its answers kept: in the
// history of this tab alone, never in an address.

const FORM = "_verifier";

function ask(form, answers, event) {
  const values = Object.fromEntries(new URLSearchParams(answers));
  window.htmx.ajax("POST", form.getAttribute("hx-post"), { target: form, swap: "outerHTML", values, event });
}

document.addEventListener("htmx:configRequest", (event) => {
  if (event.target.id !== FORM || event.detail.verb !== "post") return;
  // the page was left and found again: its questions are where they were
  const kept = history.state?.check;
  if (!["submit", "popstate"].includes(event.detail.triggeringEvent?.type) && kept) {
    event.detail.parameters = Object.fromEntries(new URLSearchParams(kept));
  }
});

document.addEventListener("submit", (event) => {
  if (event.target.id !== FORM) return;
  const sent = new URLSearchParams(new FormData(event.target, event.submitter));
  const changed = sent.get("changer");
  for (const name of ["changer", "partager", "suite", changed]) if (name) sent.delete(name);
  const check = sent.toString();
  // tried again after a failure: the same step
  if ((history.state?.check ?? "") !== check) history.pushState({ ...history.state, check }, "");
}, true);

addEventListener("popstate", (event) => {
  const form = document.getElementById(FORM);
  if (!form) return;
  const kept = new URLSearchParams(event.state?.check ?? "");
  // the answer given to the question come back to stands chosen in it
  const left = [...form.querySelectorAll(".answered input")].find(({ name }) => !kept.has(name));
  if (left) for (const [name, value] of [[left.name, left.value], ["changer", left.name]]) kept.set(name, value);
  ask(form, kept.toString(), event);
});

// begun again: what was answered does not come back either
document.addEventListener("click", (event) => {
  if (event.target.closest(`#${FORM} a[hx-get]`)) history.pushState({ ...history.state, check: "" }, "");
});

// a check opened in a page that was left, and found again
function reopen() {
  const link = document.querySelector("#_ici [hx-get]");
  const values = Object.fromEntries(new URLSearchParams(history.state?.check));
  if (link && history.state?.check !== undefined) window.htmx.ajax("POST", link.getAttribute("hx-get"), { target: "#_ici", values });
}

if (window.htmx) reopen();
else document.addEventListener("htmx:load", reopen, { once: true });
