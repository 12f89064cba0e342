// Drives one browser for the tests: a JSON request on each line of stdin, a JSON reply for each.
// Run with the browser's path as its argument.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const readline = require("node:readline");
const { createRequire } = require("node:module");

const installed = createRequire(path.join(__dirname, "..", "node", "package.json"));
const { chromium } = installed("playwright-core");
const AXE = fs.readFileSync(installed.resolve("axe-core/axe.min.js"), "utf8");

let browser, context, page, messages, asked;

async function open({ url, width = 1280, height = 800, without, ...options }) {
  await context?.close();
  context = await browser.newContext({ viewport: { width, height }, ...options });
  messages = [];
  asked = [];
  if (without) {
    const refuse = `Object.defineProperty(window, "${without}", { get() { throw new Error(); } })`;
    await context.addInitScript(refuse);
  }
  await pickFrom(context);
  await tab({ url });
}

// The picker gives the file of the last `pick`; what it reads and writes are the bytes on the disk.
let disk = {};
async function pickFrom(context) {
  disk = {};
  await context.exposeFunction("diskRead", (file) => {
    disk.reads += 1;
    if (disk.reads === disk.changes?.read) fs.writeFileSync(file, disk.changes.text);
    return fs.existsSync(file) ? fs.readFileSync(file).toString("base64") : null;
  });
  await context.exposeFunction("diskWrite", (file, text) => fs.writeFileSync(file, text));
  await context.exposeFunction("diskPicked", () => disk.file || null);
  await context.addInitScript(() => {
    const isTaken = Object.getOwnPropertyDescriptor(window, "showOpenFilePicker")?.get; // `without`
    if (isTaken) return;
    const refuse = (name) => { throw new DOMException("refused", name); };
    window.showOpenFilePicker = async () => {
      const path = (await window.diskPicked()) || refuse("AbortError");
      const name = path.split("/").pop();
      const getFile = async () => {
        const read = (await window.diskRead(path)) ?? refuse("NotFoundError");
        return new File([Uint8Array.from(atob(read), (sign) => sign.charCodeAt(0))], name);
      };
      const createWritable = async () => {
        if (window.isRefused) refuse("NotAllowedError");
        let text = "";
        return {
          write: async (more) => { text += more; },
          close: () => window.diskWrite(path, text),
          abort: async () => null,
        };
      };
      return [{ name, getFile, createWritable }];
    };
  });
}

async function tab({ url }) {
  page = await context.newPage();
  page.on("console", (message) => messages.push(message.text()));
  page.on("pageerror", (error) => messages.push(String(error)));
  page.on("request", (request) => messages.push(`request ${request.url()}`));
  page.on("dialog", async (dialog) => {
    asked.push(dialog.type());
    await dialog.accept();
  });
  await page.goto(url);
}

const commands = {
  open,
  tab,
  turnTo: async ({ number }) => {
    page = context.pages()[number];
    await page.bringToFront();
  },
  closeTab: async () => {
    await page.close({ runBeforeUnload: false });
    page = context.pages()[0];
  },
  // Ends the tab's process, as when the computer is switched off, and closes it.
  crash: async () => {
    const ended = page.waitForEvent("crash");
    page.goto("chrome://crash").catch(() => null);
    await ended;
    await page.close();
    page = context.pages()[0];
  },
  async wait({ script }) {
    for (let n = 0; n < 200; n += 1) {
      if (await page.evaluate(script)) return;
      await page.waitForTimeout(50);
    }
    throw new Error(`It does not come to ${script}`);
  },
  reload: () => page.reload(),
  // Back again at once, so that the test goes on.
  leave: ({ url }) => page.goto("about:blank").then(() => page.goBack()),
  text: () => page.innerText("body"),
  messages: () => messages,
  asked: () => asked,
  evaluate: ({ script }) => page.evaluate(script),
  keys: async ({ keys }) => {
    for (const key of keys) await page.keyboard.press(key);
  },
  // From a few stops before it, where the way from where the focus is would be long.
  async goTo({ control }) {
    await page.evaluate((id) => {
      const isStop = (one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility();
      const stops = [...document.querySelectorAll("a, button, input, select, summary, textarea, [tabindex]")].filter(isStop);
      stops[Math.max(stops.findIndex((one) => one.id === id) - 3, 0)].focus();
    }, control);
    await commands.tabTo({ control });
  },
  async tabTo({ control }) {
    for (let n = 0; n < 500; n += 1) {
      await page.keyboard.press("Tab");
      if ((await page.evaluate("document.activeElement.id")) === control) return;
    }
    throw new Error(`Tab does not reach ${control}`);
  },
  type: ({ text }) => page.keyboard.insertText(text),
  // Before the read with the number `changes.read`, counted from now, somebody else writes the file.
  pick: ({ file, changes }) => {
    disk.file = file;
    disk.changes = changes;
    disk.reads = 0;
  },
  async choose({ control, file }) {
    await page.setInputFiles(`#${control}`, file);
  },
  async download({ key }) {
    const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press(key)]);
    return [download.suggestedFilename(), fs.readFileSync(await download.path(), "utf8")];
  },
  async axe() {
    await page.evaluate(AXE);
    const { violations } = await page.evaluate("axe.run()");
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
  },
  pdf: ({ to }) => page.pdf({ path: to, preferCSSPageSize: true }).then(() => null),
  media: ({ type }) => page.emulateMedia({ media: type }).then(() => null),
  screenshot: ({ to, full = true }) => page.screenshot({ path: to, fullPage: full }).then(() => null),
};

async function main() {
  browser = await chromium.launch({
    executablePath: process.argv[2],
    args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
  });
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const { command, ...options } = JSON.parse(line);
    try {
      const result = await commands[command](options);
      console.log(JSON.stringify({ result: ["leave", "reload"].includes(command) ? null : (result ?? null) }));
    } catch (error) {
      console.log(JSON.stringify({ error: String(error) }));
    }
  }
  await browser.close();
}

main();
