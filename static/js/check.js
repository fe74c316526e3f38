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
  if (event.detail.triggeringEvent?.type !== "submit" && kept) {
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
  if (form) ask(form, event.state?.check ?? "", event);
});
