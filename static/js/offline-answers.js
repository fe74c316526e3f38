// What worker.js answers when the network is gone: ticks put back in a kept page, a
// deadline computed, a search in the words of the copy. Strings alone: a worker has no
// document. A classic script: not every browser lets a worker import modules.

const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

// Ticks. A kept page with these boxes ticked, and carried by each of its controls.
function ticked(html, ticks) {
  const has = (value) => value.split(" ").some((one) => ticks.includes(one));
  const boxes = html.replace(/<input type="checkbox"[^>]*? name="fait"\s+value="([^"]*)"[^>]*>/g, (tag, value) =>
    tag.replace(/ checked(?=[\s>])/, "").replace(/>$/, has(value) ? " checked>" : ">"));
  const forms = boxes.replace(/(<form\b[^>]*>)([^]*?)<\/form>/g, (whole, start, inside) => {
    if (!inside.includes('name="fiche"')) return whole;
    const plain = inside.replace(/<input type="hidden" name="fait"[^>]*>/g, "");
    const own = [...plain.matchAll(/ name="fait"\s+value="([^"]*)"/g)].flatMap((found) => found[1].split(" "));
    const carried = ticks.filter((tick) => !own.includes(tick)).map((tick) => `<input type="hidden" name="fait" value="${escaped(tick)}">`);
    return start + carried.join("") + plain + "</form>";
  });
  const links = forms.replace(/(?:\?|data-sheet=")(?:[^"#]*?&amp;)?fiche=[^"#]*/g, (query) => {
    const bare = query.replace(/&amp;fait=[^&"#]*/g, "");
    const kept = ticks.filter((tick) => bare.includes(`fiche=${tick.split(".")[0]}`));
    return bare + kept.map((tick) => `&amp;fait=${encodeURIComponent(tick)}`).join("");
  });
  return counted(links);
}

// « 3 sur 7 réunis », by what is ticked now.
function counted(html) {
  return html.replace(/<form id="_coches"[^]*?<\/form>/, (form) => {
    const scope = form.includes('name="fiche"') ? [form] : form.match(/<section\b[^>]*aria-labelledby="documents"[^]*?<\/section>/) ?? [];
    return scope.reduce((all, part) => {
      const found = part.match(/<input type="checkbox"[^>]*>/g) ?? [];
      const done = found.filter((tag) => / checked[\s>]/.test(tag)).length;
      const told = part.replace(/\d+( sur \d+ \p{L}+?)s?(?=<)/u, (_, rest) => `${done}${rest}${done > 1 ? "s" : ""}`);
      return all.replace(part, () => told.replace(/(<progress\s+value=")\d+/, (_, start) => start + done));
    }, form);
  }).replace(/<p class="said">\d+ sur \d+ faits?\.<\/p>/, "");
}

// Deadlines, as procedures/rules/deadlines.py computes them. A moment is the wall clock
// of Paris, kept as if it were UTC.
const HOUR = 36e5;
const DAY = 24 * HOUR;

function lastSunday(year, month) {
  const end = new Date(Date.UTC(year, month + 1, 0, 1));
  return end.getTime() - end.getUTCDay() * DAY;
}

function offset(instant) {
  const year = new Date(instant).getUTCFullYear();
  return instant >= lastSunday(year, 2) && instant < lastSunday(year, 9) ? 2 * HOUR : HOUR;
}

function instantOf(wall) {
  const summer = wall - 2 * HOUR;
  return offset(summer) === 2 * HOUR ? summer : wall - HOUR;
}

function shift(wall, duration, sign) {
  const [, amount, unit, hours, small] = duration.match(/^P(?:(\d+)([DM])|T(\d+)([HM]))$/);
  if (unit === "D") return wall + sign * Number(amount) * DAY;
  if (unit === "M") {
    const day = new Date(wall);
    const moved = new Date(wall);
    moved.setUTCDate(1);
    moved.setUTCMonth(moved.getUTCMonth() + sign * Number(amount));
    const last = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
    return moved.setUTCDate(Math.min(day.getUTCDate(), last));
  }
  const instant = instantOf(wall) + sign * Number(hours) * (small === "H" ? HOUR : 6e4);
  return instant + offset(instant);
}

// Public holidays of metropolitan France: eight dates, and three that follow Easter.
function isWorking(wall) {
  const date = new Date(wall);
  const year = date.getUTCFullYear();
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = h + l - 7 * Math.floor((a + 11 * h + 22 * l) / 451) + 114;
  const easter = Date.UTC(year, Math.floor(m / 31) - 1, (m % 31) + 1);
  const fixed = ["1-1", "5-1", "5-8", "7-14", "8-15", "11-1", "11-11", "12-25"];
  const after = (Math.floor(wall / DAY) * DAY - easter) / DAY;
  return date.getUTCDay() % 6 > 0 && !fixed.includes(`${date.getUTCMonth() + 1}-${date.getUTCDate()}`) && ![1, 39, 50].includes(after);
}

function nextWorking(wall) {
  return isWorking(wall) ? wall : nextWorking(wall + DAY);
}

// The start as a field sends it or a hand writes it, and whether it has an hour.
function startOf(text) {
  const iso = text.match(/^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d))?$/);
  const french = text.match(/^\s*(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?:\D+(\d{1,2})\s*[h:]\s*(\d\d)?)?\s*$/);
  const [, year, month, day, hour, minute] = iso ?? (french ? [0, french[3], french[2], french[1], french[4], french[5]] : []);
  const wall = Date.UTC(year, month - 1, day, hour ?? 0, minute ?? 0);
  const same = new Date(wall).getUTCDate() === Number(day) && Number(hour ?? 0) < 24;
  return same && year > 1989 && year < 2101 ? { wall, hour: hour !== undefined } : null;
}

function limitOf(rule, start) {
  const hourly = rule.duration.includes("T");
  let { wall, hour } = start;
  if (rule.working) {
    const [, amount, unit] = rule.duration.match(/(\d+)(\w)$/);
    if (!isWorking(wall)) wall = nextWorking(Math.floor(wall / DAY) * DAY);
    for (let days = unit === "H" ? Math.ceil(amount / 24) : Number(amount); days; days -= 1) wall = nextWorking(wall + DAY);
    return { wall, hour, earliest: null };
  }
  if (hourly && !hour) {
    wall += rule.kind === "wait" || rule.kind === "arrival" ? DAY - 6e4 : 0;
    hour = true;
  }
  const sign = rule.kind === "before" ? -1 : 1;
  const limit = shift(wall, rule.duration, sign) + (rule.strict ? DAY : 0);
  return { wall: limit, hour: hour && hourly, earliest: rule.earliest ? shift(wall, rule.earliest, -1) : null };
}

function inWords(wall, hour) {
  const parts = { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  const day = new Intl.DateTimeFormat("fr-FR", parts).format(wall).replace(/ 1 /, " 1er ");
  const time = new Date(wall);
  const minutes = time.getUTCMinutes();
  return hour ? `${day} à ${time.getUTCHours()} h${minutes ? ` ${String(minutes).padStart(2, "0")}` : ""}` : day;
}

function deadlineAnswer(rule, typed, now = Date.now()) {
  const start = startOf(typed);
  if (!start) return `<p class="notice attention">Cette date n'a pas été comprise. Écrivez-la ainsi&nbsp;: 27/11/2026 à 10h.</p>`;
  const { wall, hour, earliest } = limitOf(rule, start);
  const until = hour ? instantOf(wall) : instantOf(Math.floor(wall / DAY) * DAY + DAY) - 1;
  const over = rule.kind === "validity" && until < now;
  const iso = new Date(wall).toISOString().slice(0, 19) + (offset(instantOf(wall)) === HOUR ? "+01:00" : "+02:00");
  return `<div class="verdict ${over ? "bloque" : "verifier"}" data-deadline="${iso}"><p class="muted">${escaped(rule.since)}${inWords(start.wall, start.hour && rule.duration.includes("T"))}</p>
    <p class="said">${rule.meaning} ${inWords(wall, hour)}</p>${earliest === null ? "" : `<p>Pas avant le ${inWords(earliest, hour)} (complément d'ameli.fr, hors du guide).</p>`}
    ${over ? `<p>Dépassé. ${escaped(rule.over)}</p>` : ""}${rule.note ? `<p class="muted">${escaped(rule.note)}</p>` : ""}
    <p class="muted">Calculé sur cet appareil, avec la copie du guide.</p></div>`;
}

// Search: each word of the query begins, or is begun by, a stem of a page.
function wordsOf(text, silent) {
  const folded = text.toLowerCase().replace(/œ/g, "oe").normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/\b(?:[cdjlmnst]|qu)['’]/g, " ");
  return [...new Set(folded.match(/[a-z0-9]{2,}/g) ?? [])].filter((word) => !silent.includes(word));
}

function found(data, query) {
  const words = wordsOf(query, data.silent);
  const same = (word, stem) => word === stem || (stem.length > 3 && word.startsWith(stem)) || (word.length > 3 && stem.startsWith(word));
  const held = words.map((word) => data.pages.map((page) => (page.strong.split(" ").some((stem) => same(word, stem)) ? 3 : page.weak.split(" ").some((stem) => same(word, stem)) ? 1 : 0)));
  const rare = held.map((row) => Math.log(1 + data.pages.length / (1 + row.filter(Boolean).length)));
  const scored = data.pages.map((page, at) => ({ page, score: page.prior * held.reduce((sum, row, word) => sum + row[at] * rare[word], 0) }));
  const best = Math.max(0, ...scored.map((one) => one.score));
  return scored.filter((one) => one.score > 0 && one.score >= best / 3).sort((one, other) => other.score - one.score).slice(0, 10).map((one) => one.page);
}

function searchAnswer(data, query) {
  const lines = found(data, query).map((page) => `<li data-slug="${page.slug}"><p class="where muted">${escaped(page.label)}</p><h2 class="h3"><a
    href="${page.address}">${escaped(page.title)}</a></h2><p>${escaped(page.summary)}</p></li>`);
  const told = lines.length ? "Cherché dans la copie gardée sur cet appareil&nbsp;: avec le réseau, la recherche comprend mieux." : "Rien dans la copie avec ces mots.";
  return `<p class="notice">${told}</p><ol class="results">${lines.join("")}</ol>`;
}
