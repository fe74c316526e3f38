// Reads calendar files as Thunderbird's library and node-ical do: a line each, their
// start in UTC. `node calendars.mjs FOLDER_OF_MODULES FILE…`.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const [modules, ...files] = process.argv.slice(2);
const require = createRequire(`${modules}/`);
const ICAL = require("ical.js").default ?? require("ical.js");
const nodeIcal = require("node-ical");

for (const file of files) {
  const text = readFileSync(file, "utf8");
  const calendar = new ICAL.Component(ICAL.parse(text));
  const event = new ICAL.Event(calendar.getFirstSubcomponent("vevent"));
  const start = event.startDate;
  const [other] = Object.values(nodeIcal.sync.parseICS(text)).filter((part) => part.type === "VEVENT");
  const zoned = start.isDate || start.zone.tzid === "UTC";
  const first = start.isDate ? start.toString() : start.toJSDate().toISOString();
  const day = (date) => `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
  const second = other.datetype === "date" ? day(other.start) : other.start.toISOString();
  console.log(JSON.stringify({ file, zoned, first, second, summary: event.summary, other: other.summary }));
}
