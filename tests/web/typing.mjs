// Types into a form over a slow line: `node typing.mjs ENTRANCE PATH FIELD`. The first that is kept of it is on its way
// until something else has been kept, or two seconds long. Prints what is found in the field by whoever opens it again.
import { chromium } from "./everybody.mjs";

const [entrance, path, field] = process.argv.slice(2);
const origin = new URL(entrance).origin;

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(120_000); // a machine that does much else
  await page.goto(entrance);
  await page.goto(origin + path);
  const there = page.locator(`[name=${JSON.stringify(field)}]`);
  const isKept = (text) => (one) => one.url().endsWith("/keep") && (one.request().postData() ?? "").includes(text);
  await page.route("**/keep", async (route) => {
    if (route.request().postData().includes("first"))
      await page.waitForResponse(isKept("second"), { timeout: 2_000 }).catch(() => {});
    await route.continue();
  });
  const asked = page.waitForRequest((one) => one.url().endsWith("/keep"));
  const first = page.waitForResponse(isKept("first"));
  const second = page.waitForResponse(isKept("second"));
  await there.fill("first");
  await asked;
  await there.fill("second");
  await Promise.all([first, second]);
  await page.goto(origin + path);
  console.log(await there.inputValue());
} finally {
  await browser.close();
}
