// The scores that Mozilla's Observatory gives to paths of a site on loopback:
// node observatory.mjs PACKAGE HTTP_PORT HTTPS_PORT PATH…, one JSON line a path.
import { pathToFileURL } from "node:url";

const [folder, httpPort, httpsPort, ...paths] = process.argv.slice(2);
const load = (name) => import(pathToFileURL(`${folder}/src/${name}`));
const { retrieve } = await load("retriever/retriever.js");
const { ALL_TESTS } = await load("constants.js");
const { getScoreModifier } = await load("grader/grader.js");

for (const path of paths) {
  const seen = await retrieve("localhost", { httpPort, httpsPort, path });
  const results = ALL_TESTS.map((test) => test(seen)).filter((one) => one.result);
  const points = results.map((one) => [one.result, getScoreModifier(one.result)]);
  const score = 100 + points.reduce((total, [, points]) => total + points, 0);
  const lost = points.filter(([, points]) => points < 0).map(([name]) => name);
  const won = points.filter(([, points]) => points > 0);
  console.log(JSON.stringify({ path, score, lost, won: Object.fromEntries(won) }));
}
