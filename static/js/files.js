// Reads the chosen file on the device and shows what the rules say of it.

import { UNREADABLE, judge, judgeUnread } from "./file-rules.js";
import { reveal } from "./page.js";

const place = document.querySelector("[data-files]");
const number = (name) => Number(place.dataset[name]);
const bounds = (name) => ({
  minWidth: number(`${name}MinWidth`),
  minHeight: number(`${name}MinHeight`),
  maxWidth: number(`${name}MaxWidth`),
  maxHeight: number(`${name}MaxHeight`),
});
const limits = {
  minKb: number("uploadSizeMinKb"),
  maxMb: number("uploadSizeMaxMb"),
  photo: bounds("uploadPhoto"),
  document: bounds("uploadDocument"),
};
const WORDS = { ok: "oui", ko: "non", verifier: "à vérifier" };
const VERDICTS = {
  ko: ["bloque", "Ce fichier serait refusé"],
  verifier: ["verifier", "À vérifier"],
  ok: ["ok", "Ce fichier suit les règles du guide"],
};

const choices = {}; // the last choice of each kind: a slow file answers for no other

for (const field of document.querySelectorAll("[data-file]")) {
  field.addEventListener("change", () => show(field));
  const box = rectoOf(field.dataset.file);
  box?.addEventListener("change", () => show(field));
}

function rectoOf(kind) {
  return document.querySelector(`[data-recto="${kind}"]`);
}

async function show(field) {
  const kind = field.dataset.file;
  const token = (choices[kind] = (choices[kind] ?? 0) + 1);
  const result = document.querySelector(`[data-file-result="${kind}"]`);
  const [file] = field.files;
  if (!file) return result.replaceChildren();
  let answers = judgeUnread(file.name, file.size, limits);
  if (!answers) {
    result.replaceChildren(Object.assign(document.createElement("p"), { className: "muted", textContent: "Lecture en cours…" }));
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      answers = judge(kind, file.name, bytes, limits, rectoOf(kind)?.checked);
    } catch {
      answers = [UNREADABLE];
    }
  }
  if (token !== choices[kind]) return undefined;
  const worst = ["ko", "verifier", "ok"].find((r) => answers.some((a) => a.result === r));
  const [name, said] = VERDICTS[worst];
  const verdict = Object.assign(document.createElement("p"), { className: `verdict said ${name}`, textContent: said });
  verdict.dataset.verdict = name;
  const list = Object.assign(document.createElement("ul"), { className: "judged" });
  list.append(...answers.map(line));
  return result.replaceChildren(verdict, list);
}

function line({ result, text }) {
  const item = Object.assign(document.createElement("li"), { className: result });
  const words = document.createElement("span");
  words.textContent = text;
  const told = document.createElement("strong");
  told.textContent = WORDS[result];
  item.append(words, told);
  return item;
}

reveal("files");
