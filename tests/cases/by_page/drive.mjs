// A window of Debian's Chromium that does what it is asked, a line of JSON each: enter, see, speak, send (a form), wait
// (for a job), take (a file). Each answer has the page as it stands then. LOOK: words of addresses whose states are
// looked at for everybody (everybody.mjs); SHOTS: a folder for a picture of each state.
import { createInterface } from "node:readline";
import { chromium, WINDOW, wrongWith } from "../../web/everybody.mjs";

const LOOK = JSON.parse(process.env.LOOK ?? "[]");
const SHOTS = process.env.SHOTS;

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
const context = await browser.newContext({ viewport: WINDOW, locale: "en" });
context.setDefaultTimeout(300_000); // a machine that does much else
const page = await context.newPage();
let origin = "";
let status = 0;
let said = [];
const seen = new Set();
page.on("console", (one) => one.text().includes("status of 4") || said.push(`${page.url()}: ${one.text()}`));
page.on("pageerror", (one) => said.push(`${page.url()}: ${one}`));
page.on("request", (one) => one.url().startsWith(origin) || one.url().startsWith("data:") || said.push(`asks ${one.url()}`));
page.on("response", (one) => {
  if (one.request().isNavigationRequest() && one.frame() === page.mainFrame()) status = one.status();
});

// What tells one state of a page from another: its address without names, and which headings, forms and lists it has.
const stateOf = () =>
  page.evaluate(() => {
    const parts = location.pathname.split("/").filter(Boolean);
    const named = ["p", "contracts", "decisions", "jobs"]; // what comes next is somebody's or something's name
    const kind = parts.map((one, n) => (/\d/.test(one) || named.includes(parts[n - 1]) ? "…" : one)).join("/");
    const forms = [...document.querySelectorAll("main form")].map((one) => one.querySelector("[name=do]")?.value ?? "form");
    const marks = [".empty", ".findings", "#problems", ".told", "table", "svg.picture", ".job-done", ".job-refused"];
    return [kind, ...new Set(forms), ...marks.filter((one) => document.querySelector(`main ${one}`))].join(" ");
  });

async function looked() {
  const state = await stateOf();
  if (seen.has(state)) return {};
  seen.add(state);
  const found = {};
  if (LOOK.some((word) => state.includes(word))) {
    const path = `${SHOTS}/${name(state)}-320.png`;
    found[state] = await wrongWith(page, () => SHOTS && page.screenshot({ path, fullPage: true }));
  }
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name(state)}.png`, fullPage: true });
  return found;
}

const name = (state) => `${String(seen.size).padStart(3, "0")}-${state.replace(/[^a-z0-9]+/gi, "-").slice(0, 80)}`;

async function shown() {
  const answer = { status, address: page.url(), looked: await looked(), content: await page.content(), said };
  said = [];
  return answer;
}

// One field of a form as a person fills it in: what is folded away is opened first.
async function fill(form, field, values) {
  const all = form.locator(`[name=${JSON.stringify(field)}]`);
  const first = all.first();
  const kind = await first.evaluate((one) => (one.tagName === "INPUT" ? one.type : one.tagName));
  if (kind === "radio") {
    for (const one of await all.all()) if ((await one.getAttribute("value")) === values[0]) await one.check();
  } else if (kind === "checkbox") {
    for (const one of await all.all()) await one.setChecked(values.includes(await one.getAttribute("value")));
  } else if (kind === "SELECT") {
    await first.selectOption(values);
  } else {
    await first.fill(values[0]);
  }
}

const DOES = {
  async enter({ address }) {
    origin = new URL(address).origin;
    await page.goto(address);
    return shown();
  },
  async see({ address }) {
    await page.goto(origin + address);
    return shown();
  },
  async speak({ language }) {
    await page.locator(`form.languages button[value=${language}]`).click();
    await page.waitForLoadState();
    return shown();
  },
  async send({ on, form: n, values, files, press }) {
    if (new URL(page.url()).pathname !== on) throw new Error(`the window is at ${page.url()}, not at ${on}`);
    const form = page.locator("main form").nth(n);
    // All of them: one that is opened is no longer among those that are not, and the last of those would be waited for.
    for (const folded of await page.locator("main details").all()) {
      if (await folded.evaluate((one, at) => !one.open && one.contains(document.querySelectorAll("main form")[at]), n))
        await folded.locator("summary").first().click();
    }
    for (const [field, several] of Object.entries(values)) await fill(form, field, several);
    for (const [field, several] of Object.entries(files)) {
      const given = several.map((one) => ({ name: one.name, buffer: Buffer.from(one.content, "base64"), mimeType: "" }));
      await form.locator(`[type=file][name=${JSON.stringify(field)}]`).setInputFiles(given);
    }
    const button = press ? `button[name=${JSON.stringify(press[0])}][value=${JSON.stringify(press[1])}]` : "button";
    const moved = page.waitForEvent("framenavigated");
    await form.locator(button).first().click();
    await moved;
    await page.waitForLoadState();
    return shown();
  },
  async wait() {
    await page.locator("#live [data-done]").waitFor({ state: "attached" });
    return shown();
  },
  async take({ address }) {
    const answer = await context.request.get(origin + address);
    if (answer.status() !== 200) throw new Error(`${address}: ${answer.status()}`);
    return { content: (await answer.body()).toString("base64") };
  },
};

try {
  for await (const line of createInterface({ input: process.stdin })) {
    const asked = JSON.parse(line);
    const answer = await DOES[asked.do](asked).catch((error) => ({ wrong: `${error} at ${page.url()}` }));
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
} finally {
  await browser.close();
}
