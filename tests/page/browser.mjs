// A real browser for the tests: one command a line as JSON on standard input, one answer a line.
// node browser.mjs chrome|firefox PROGRAM FOLDER-FOR-DOWNLOADS [argument of the browser]...
import { createInterface } from "node:readline";
import puppeteer from "puppeteer-core";

const [, , kind, program, downloads, ...args] = process.argv;
const browser = await puppeteer.launch({
  browser: kind,
  executablePath: program,
  headless: true,
  args: kind === "chrome" ? ["--no-sandbox", ...args] : args,
  env: { ...process.env, LANGUAGE: "ja" },
  downloadBehavior: { policy: "allow", downloadPath: downloads },
  extraPrefsFirefox: {
    "browser.download.folderList": 2,
    "browser.download.dir": downloads,
    "browser.download.alwaysOpenPanel": false,
    "browser.download.useDownloadDir": true,
    "browser.helperApps.neverAsk.saveToDisk": "application/octet-stream,application/zip,application/json",
  },
});
let page;
const requests = [];
const complaints = [];

const commands = {
  async open({ url, width = 1000, height = 900, scheme = "light", before = "" }) {
    if (page) await page.close();
    page = await browser.newPage();
    if (before) await page.evaluateOnNewDocument(before);
    page.on("request", (request) => requests.push(request.url().slice(0, 100)));
    page.on("pageerror", (error) => complaints.push(String(error.message)));
    page.on("console", (message) => complaints.push(message.text()));
    await page.setViewport({ width, height });
    if (kind === "chrome") await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await page.goto(url, { waitUntil: "domcontentloaded" });
  },
  async files({ selector, paths }) {
    const input = await page.$(selector);
    await input.uploadFile(...paths);
  },
  click: ({ selector }) => page.click(selector),
  press: ({ key }) => page.keyboard.press(key),
  evaluate: ({ script }) => page.evaluate(script),
  async wait({ states, seconds = 120 }) {
    const reached = (wanted) => wanted.includes(document.body.dataset.state);
    await page.waitForFunction(reached, { timeout: seconds * 1000, polling: 20 }, states);
    return page.evaluate(() => document.body.dataset.state);
  },
  // What a person drags from a window of files onto the page; a folder too (Chromium only).
  async drop({ selector, paths }) {
    const box = await (await page.$(selector)).boundingBox();
    const client = await page.createCDPSession();
    const data = { items: [], files: paths, dragOperationsMask: 1 };
    const place = { x: box.x + box.width / 2, y: box.y + 8, data };
    for (const type of ["dragEnter", "dragOver", "drop"])
      await client.send("Input.dispatchDragEvent", { type, ...place });
    await client.detach();
  },
  async script({ path }) {
    const { readFile } = await import("node:fs/promises");
    await page.evaluate(await readFile(path, "utf8"));
  },
  picture: ({ path }) => page.screenshot({ path, fullPage: true }),
  pdf: ({ path }) => page.pdf({ path, format: "A4" }),
  requests: () => requests.splice(0),
  complaints: () => complaints.splice(0),
  version: () => browser.version(),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { command, ...given } = JSON.parse(line);
  try {
    console.log(JSON.stringify({ value: (await commands[command](given)) ?? null }));
  } catch (error) {
    console.log(JSON.stringify({ error: String(error) }));
  }
}
await browser.close();
