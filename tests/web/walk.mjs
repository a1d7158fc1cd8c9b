// Opens pages of a running page in Debian's Chromium: `node walk.mjs ENTRANCE PATH…` prints, by path, what axe-core found
// (light and dark), whether anything reaches past a window of 320 px, and what the browser complained about.
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const require = createRequire(fileURLToPath(new URL("../../.tools/node_modules/", import.meta.url)));
const { chromium } = require("playwright-core");
const axe = require.resolve("axe-core/axe.min.js");
const { readFileSync } = require("node:fs");
const LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
const [entrance, ...paths] = process.argv.slice(2);
const origin = new URL(entrance).origin;

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
try {
  // The policy of the page lets no script in but its own; axe comes by the browser's own hands.
  const context = await browser.newContext({ bypassCSP: false, viewport: { width: 1200, height: 900 } });
  const page = await context.newPage();
  const said = [];
  page.on("console", (one) => said.push(one.text()));
  page.on("pageerror", (one) => said.push(String(one)));
  page.on("request", (one) => one.url().startsWith(origin) || said.push(`asks ${one.url()}`));
  await page.goto(entrance);
  const found = {};
  for (const path of paths) {
    said.length = 0;
    const answer = await page.goto(origin + path);
    const seen = { status: answer.status(), title: await page.title(), violations: [], said: [] };
    await page.evaluate(readFileSync(axe, "utf8"));
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      const { violations } = await page.evaluate((runOnly) => globalThis.axe.run(document, { runOnly }), LEVELS);
      seen.violations.push(...violations.map((one) => `${colorScheme}: ${one.id}: ${one.nodes[0].html.slice(0, 160)}`));
    }
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize({ width: 320, height: 700 });
    seen.past = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    await page.setViewportSize({ width: 1200, height: 900 });
    // From the keyboard: the first stop leads to the content, and every stop is seen.
    await page.keyboard.press("Tab");
    seen.first = await page.evaluate(() => document.activeElement.getAttribute("href"));
    seen.said = [...said];
    found[path] = seen;
  }
  console.log(JSON.stringify(found));
} finally {
  await browser.close();
}
