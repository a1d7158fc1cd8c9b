// What of a page is not for everybody: what axe-core finds in light and in dark colours; what reaches past a window of
// 320 px; what text of twice the size has no room for.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const require = createRequire(fileURLToPath(new URL("../../.tools/node_modules/", import.meta.url)));
export const { chromium } = require("playwright-core");
export const WINDOW = { width: 1200, height: 900 };
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

const past = () => document.documentElement.scrollWidth - innerWidth;

// Elements that hide the rest of their own text; what is one pixel is for screen readers alone.
const cut = () => {
  const hides = (one) => ["hidden", "clip"].includes(getComputedStyle(one).overflowX);
  const isCut = (one) => one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1 && one.innerText?.trim() && hides(one);
  return [...document.querySelectorAll("main *")].filter(isCut).map((one) => one.outerHTML.slice(0, 160));
};

// Everything wrong with the page as it stands, a line each; `narrow` is called while the window has 320 px.
export async function wrongWith(page, narrow = async () => {}) {
  const wrong = [];
  await page.evaluate(axe); // the browser's own hands: the policy of the page lets no script in but its own
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await page.evaluate((runOnly) => globalThis.axe.run(document, { runOnly }), LEVELS);
    wrong.push(...violations.map((one) => `${colorScheme}: ${one.id}: ${one.nodes[0].html.slice(0, 200)}`));
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 320, height: 700 });
  const atNarrow = await page.evaluate(past);
  if (atNarrow > 0) wrong.push(`reaches ${atNarrow} px past 320 px`);
  await narrow();
  await page.setViewportSize(WINDOW);
  await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
  const atLarge = await page.evaluate(past);
  if (atLarge > 0) wrong.push(`reaches ${atLarge} px past the window in text of twice the size`);
  wrong.push(...(await page.evaluate(cut)).map((one) => `cut in text of twice the size: ${one}`));
  await page.evaluate(() => document.documentElement.style.removeProperty("font-size"));
  return wrong;
}
