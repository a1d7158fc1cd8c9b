// Opens pages of a running page in Debian's Chromium: `node walk.mjs ENTRANCE PATH…` prints, by path, what is wrong with
// it for somebody (everybody.mjs), and what the browser complained about.
import { chromium, WINDOW, wrongWith } from "./everybody.mjs";

const [entrance, ...paths] = process.argv.slice(2);
const origin = new URL(entrance).origin;

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
try {
  const context = await browser.newContext({ bypassCSP: false, viewport: WINDOW });
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
    const seen = { status: answer.status(), title: await page.title(), wrong: await wrongWith(page) };
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
