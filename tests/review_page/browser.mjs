// Drives Debian's Chromium over one review page: `node browser.mjs TASK PAGE [OUT]` prints what it saw as JSON.
// Everything that the page logs, asks of the network or is refused by its own policy is reported with every task.
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const require = createRequire(fileURLToPath(new URL("../../.tools/node_modules/", import.meta.url)));
const { chromium } = require("playwright-core");
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
const [task, file, out] = process.argv.slice(2);
const address = pathToFileURL(file).href;

const at = (page, id) => page.locator(`[id="${id}"]`);
const shown = (page) => page.locator(".provision:visible").evaluateAll((all) => all.map((one) => one.id));
const hash = (page) => page.evaluate(() => decodeURIComponent(location.hash.slice(1)));
const inView = (page, id) =>
  at(page, id).evaluate((one) => {
    const { top, bottom } = one.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  });

/** What has the focus, and whether one sees it: an outline, within the window and covered by nothing. */
const focused = (page) =>
  page.evaluate(() => {
    const one = document.activeElement;
    const box = one.getClientRects()[0];
    const style = getComputedStyle(one);
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const top = document.elementFromPoint(x, y);
    return {
      id: one.id,
      name: one.tagName.toLowerCase(),
      href: one.getAttribute("href"),
      words: one.textContent.trim(),
      outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
      visible: Boolean(top && (one.contains(top) || top.contains(one))),
    };
  });

const TASKS = {
  /** The buttons of a sheet: what the first one leaves on the clipboard. */
  async copy(page) {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto(address);
    const buttons = page.locator("button[data-of]");
    await buttons.first().click();
    await page.waitForFunction(() => document.getElementById("heard").textContent);
    return page.evaluate(async () => ({
      buttons: document.querySelectorAll("button[data-of]").length,
      hidden: document.querySelectorAll("button[data-of][hidden]").length,
      value: document.querySelector(".value").textContent,
      copied: await navigator.clipboard.readText(),
      heard: document.getElementById("heard").textContent,
    }));
  },
  /** axe-core, light and dark, without and with a filter, and in a narrow window. */
  async axe(page) {
    await page.addInitScript({ path: require.resolve("axe-core/axe.min.js") });
    const found = [];
    const filtered = "#filter?text=tenderer&kind=award";
    const looks = [
      [1280, "light", ""],
      [1280, "light", filtered],
      [1280, "dark", ""],
      [1280, "dark", filtered],
      [360, "light", ""],
    ];
    for (const [width, colorScheme, filter] of looks) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      await page.goto("about:blank");
      await page.goto(address + filter);
      const { violations, passes } = await page.evaluate(
        (values) => axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] }),
        LEVELS,
      );
      const told = violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target} ${n.failureSummary}`));
      const look = `${width} ${colorScheme}${filter ? " filtered" : ""}`;
      found.push({ look, passed: passes.map((p) => p.id), violations: told });
    }
    return found;
  },

  /** From the top with nothing but Tab: everything that gets the focus, in order. */
  async tabs(page) {
    await page.goto(address);
    const walked = [];
    for (let n = 0; n < 2000; n++) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(() => document.activeElement === document.body)) break;
      walked.push(await focused(page));
    }
    const links = await page.locator("a:visible, input:visible, select:visible, button:visible").count();
    return { walked, links };
  },

  /** The skip link, then by Enter the first link to every place of the page: does it arrive? */
  async links(page) {
    await page.goto(address);
    await page.keyboard.press("Tab");
    const first = await focused(page);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    const after = await focused(page);
    const inside = await page.evaluate(() => document.getElementById("provisions").contains(document.activeElement));
    const lost = [];
    const links = page.locator('a[href^="#"]');
    const targets = await links.evaluateAll((all) => all.map((one) => decodeURIComponent(one.getAttribute("href").slice(1))));
    const count = targets.length;
    let tried = 0;
    for (let n = 1; n < count; n++) {
      const link = links.nth(n);
      const target = targets[n];
      if (targets.indexOf(target) < n) continue;
      tried++;
      await link.focus();
      await page.keyboard.press("Enter");
      const arrived = (await hash(page)) === target && (await inView(page, target));
      await page.keyboard.press("Tab");
      const goesOn = await page.evaluate((id) => {
        const place = document.getElementById(id);
        const one = document.activeElement;
        // after the last link of the page the next one is the first
        return one.matches("body, .skip") || Boolean(place.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
      }, target);
      if (!arrived || !goesOn) lost.push(`${target} arrived: ${arrived} goes on: ${goesOn}`);
    }
    return { first, after, inside, count, tried, lost };
  },

  /** The filter as a person without a mouse uses it. */
  async filter(page) {
    const seen = {};
    const look = async (name) => {
      const hits = await page.locator("#hits").textContent();
      const contents = await page.locator("[data-for]:visible").evaluateAll((all) => all.map((one) => one.dataset.for));
      seen[name] = { shown: await shown(page), contents, hits, hash: await hash(page) };
    };
    await page.goto(address);
    await look("start");
    await page.keyboard.press("Tab");
    while ((await focused(page)).id !== "filter-text") await page.keyboard.press("Tab");
    await page.keyboard.type("  STRATEGIC   components ");
    await look("text");
    await page.reload();
    await look("text after reload");
    await page.locator("#filter-none").focus();
    await page.keyboard.press("Enter");
    await look("none");
    await page.locator("#filter-kind").focus();
    await page.keyboard.type("Contract");
    await look("kind");
    await page.locator("#filter-none").press("Space");
    for (const name of ["changed", "blanks", "findings"]) {
      const box = page.locator(`#filter-${name}`);
      if (!(await box.count())) continue;
      await box.press("Space");
      await look(name);
      await box.press("Space");
    }
    for (const value of await page.locator("#filter-state option").evaluateAll((all) => all.map((one) => one.value))) {
      await page.locator("#filter-state").selectOption(value);
      await look(`state ${value}`);
    }
    await page.locator("#filter-none").press("Enter");
    await page.locator("#filter-text").fill("no such words anywhere");
    await look("nothing");
    await page.locator("#filter-none").press("Enter");
    await page.locator("#filter-kind").selectOption("definition");
    const hidden = await page.locator('.provision[data-kind="contract"]').first().getAttribute("id");
    await page.evaluate((id) => (location.hash = id), hidden);
    await page.locator(`[id="${hidden}"]`).waitFor({ state: "visible" });
    await look("link to what is hidden");
    return { ...seen, hidden, inView: await inView(page, hidden) };
  },

  /** Whether anything that the page says has run, and what became of links. */
  async hostile(page) {
    await page.goto(address);
    for (const one of await page.locator("input[type=search]").all()) await one.fill("<img src=x onerror=alert(1)>");
    await page.goto(`${address}#filter?text=%3Cscript%3Ealert(1)%3C/script%3E&kind=%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E`);
    await page.goto(`${address}#%E0%A4%A`);
    return page.evaluate(() => ({
      ran: globalThis.ran ?? null,
      scripts: document.scripts.length,
      styles: document.querySelectorAll("style, [style], link").length,
      loaded: document.querySelectorAll("img, iframe, object, embed, svg, video, audio, base, form").length,
      handlers: [...document.querySelectorAll("*")].filter((e) => e.getAttributeNames().some((n) => n.startsWith("on"))).length,
      schemes: [...new Set([...document.links].map((link) => link.protocol))].sort(),
    }));
  },

  /** How wide the content is in narrow windows, and what is cut off. */
  async narrow(page) {
    const found = [];
    for (const width of [320, 360, 768, 1280]) {
      await page.setViewportSize({ width, height: 740 });
      await page.goto(address);
      found.push(await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]));
    }
    return found;
  },

  /** The page without its script. */
  async plain(page) {
    await page.goto(address);
    return {
      shown: await shown(page),
      filter: await page.locator("#filter").isVisible(),
      text: await page.evaluate(() => document.body.innerText),
    };
  },

  async print(page) {
    await page.goto(address);
    await page.pdf({ path: out, preferCSSPageSize: true });
    return {};
  },

  async screenshot(page) {
    await page.goto(address);
    await page.screenshot({ path: out });
    return {};
  },
};

const profile = mkdtempSync(join(tmpdir(), "ddtender-chromium-"));
const context = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM,
  headless: true,
  args: ARGUMENTS,
  viewport: { width: 1280, height: 900 },
  reducedMotion: "reduce",
  javaScriptEnabled: task !== "plain",
});
try {
  const page = await context.newPage();
  const said = [];
  const requests = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("dialog", (dialog) => (said.push(`dialog: ${dialog.message()}`), dialog.dismiss()));
  context.on("request", (request) => requests.push(request));
  const result = await TASKS[task](page);
  // Every request counts, also one that was refused; then the reason stands behind it.
  const foreign = requests
    .map((request) => [request.url().split("#")[0], request.failure()?.errorText])
    .filter(([url]) => url !== address && url !== "about:blank")
    .map(([url, refused]) => (refused ? `${url} ${refused}` : url));
  process.stdout.write(JSON.stringify({ result, said, foreign }));
} finally {
  await context.close();
  rmSync(profile, { recursive: true, force: true });
}
