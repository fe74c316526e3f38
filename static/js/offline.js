// Keeping the guide on this device: only when the visitor asks, and gone when they ask.

import { forgetPerson, reveal } from "./page.js";

const told = document.querySelector("[data-told]");
const say = (text) => { if (told) told.textContent = text; };
const day = (iso) => new Date(iso).toLocaleDateString("fr-FR", { day: "numeric", month: "long", year: "numeric" });

async function kept() {
  const box = await caches.match("/_copie").catch(() => null); // storage may be refused
  return box?.json();
}

async function keep() {
  say("Copie en cours…");
  try {
    const registration = await navigator.serviceWorker.register("/sw.js");
    const worker = registration.active ?? await navigator.serviceWorker.ready.then((r) => r.active);
    const channel = new MessageChannel();
    const done = new Promise((resolve) => { channel.port1.onmessage = (event) => resolve(event.data); });
    worker.postMessage("garder", [channel.port2]);
    const answer = await done;
    say(answer.error ?? `Le guide est gardé sur cet appareil : ${answer.pages} pages, version du ${day(answer.made_at)}.`);
  } catch {
    say("Ce navigateur ne permet pas de garder le guide (navigation privée, ou trop ancien).");
  }
}

async function erase() {
  for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
  for (const name of await caches.keys()) await caches.delete(name);
  forgetPerson();
  say("Tout est effacé : la copie et les feuilles. Le navigateur peut garder un jour les pages déjà vues.");
}

if ("serviceWorker" in navigator && "caches" in window) {
  reveal("offline");
  document.querySelector("[data-keep]")?.addEventListener("click", keep);
  document.querySelector("[data-erase]")?.addEventListener("click", erase);
  kept().then((copy) => {
    if (copy) say(`Le guide est déjà gardé ici, version du ${day(copy.made_at)}.`);
  });
} else say("Ce navigateur ne permet pas de garder le guide.");
