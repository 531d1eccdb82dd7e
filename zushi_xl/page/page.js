"use strict";
/* Glue between the page and Python, nothing else: files in, findings and files out.
   The same text is the script of the page and of its worker (a module worker from a data: URL, the
   only kind that Chromium starts on file://), so it needs no second file and no request. */

/* ------------------------------------------------------------------ the worker: Python */

const HOME = "https://python.invalid/"; // a name for Python's own parts; nothing is asked there

async function unpacked(base64) {
  const bytes = Uint8Array.fromBase64
    ? Uint8Array.fromBase64(base64)
    : Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")));
}

async function moduleOf(base64) {
  const text = await (await unpacked(base64)).arrayBuffer();
  const url = await new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(new Blob([text], { type: "text/javascript" }));
  });
  return import(url);
}

async function startPython(parts) {
  const [wasm, library, application, loader, core] = await Promise.all([
    unpacked(parts["pyodide.asm.wasm"]),
    unpacked(parts["python_stdlib.zip"]),
    unpacked(parts["application.zip"]),
    moduleOf(parts["pyodide.mjs"]),
    moduleOf(parts["pyodide.asm.mjs"]),
  ]);
  const stored = {
    [`${HOME}pyodide.asm.wasm`]: new Response(wasm.body, { headers: { "Content-Type": "application/wasm" } }),
    [`${HOME}python_stdlib.zip`]: library,
  };
  self.fetch = async (url) => stored[String(url)] || Promise.reject(new TypeError(`no network: ${url}`));
  const python = await loader.loadPyodide({
    indexURL: HOME,
    packageBaseUrl: HOME,
    lockFileContents: parts.lock,
    createPyodideModule: core.default,
    stdout: () => {},
    stderr: () => {},
  });
  python.unpackArchive(await application.arrayBuffer(), "zip", { extractDir: "/lib/application" });
  python.runPython("import sys; sys.path.append('/lib/application')");
  return { python, verbs: python.pyimport("zushi_xl.page.entry") };
}

async function place(FS, folder, files) {
  for (const { path, file } of files) {
    const target = `${folder}/${path}`;
    FS.mkdirTree(target.slice(0, target.lastIndexOf("/")));
    FS.writeFile(target, new Uint8Array(await file.arrayBuffer()), { canOwn: true });
  }
}

async function work({ python, verbs }, { request, files }) {
  const folder = verbs.new_folder();
  await place(python.FS, folder, files);
  const told = (json) => postMessage({ told: JSON.parse(json) });
  const answer = JSON.parse(verbs.run(folder, JSON.stringify(request), told));
  const made = answer.files.map((name) => [name, python.FS.readFile(`${folder}/${name}`)]);
  verbs.clear(folder);
  postMessage({ answer, made: Object.fromEntries(made) }, made.map(([, bytes]) => bytes.buffer));
}

function startWorker() {
  let started;
  self.onmessage = async ({ data }) => {
    try {
      if (data.parts) {
        started = startPython(data.parts);
        await started;
        postMessage({ ready: true });
      } else await work(await started, data);
    } catch (error) {
      postMessage({ died: String((error && error.message) || error) });
    }
  };
}

/* ------------------------------------------------------------------ the page */

const $ = (selector) => document.querySelector(selector);
const SECONDS_A_FILE = 40; // twice what the command line allows: Python is slower here
const MOST_BYTES = 600 * 1024 * 1024; // of all files of one run
const TITLE = { error: "要修正", confirm: "要確認", info: "お知らせ" };

const page = {
  worker: null,
  ready: false,
  watch: 0,
  run: null, // {request, files}: what is being worked on, to be begun again without a book that killed it
  dropped: {}, // by field: [{path, file}]
  urls: [],
};

function newElement(name, text, attributes = {}) {
  const element = document.createElement(name);
  if (text) element.textContent = text;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function enter(state, message) {
  document.body.dataset.state = state;
  if (message !== undefined) $("#status").textContent = message;
  $("#run").disabled = state === "busy";
  $("#cancel").hidden = state !== "busy";
  $("#progress").hidden = state !== "busy" && state !== "loading";
}

function hire() {
  const source = $("#glue").textContent;
  const bytes = Array.from(new TextEncoder().encode(source), (byte) => String.fromCharCode(byte));
  const url = `data:text/javascript;base64,${btoa(bytes.join(""))}`;
  const worker = (page.worker = new Worker(url, { type: "module" }));
  page.ready = false;
  worker.onmessage = ({ data }) => page.worker === worker && hear(data);
  worker.onerror = (event) => page.worker === worker && bury("reader_died", event.message || "");
  const parts = {};
  for (const part of document.querySelectorAll("script[data-part]")) parts[part.dataset.part] = part.textContent;
  worker.postMessage({ parts });
}

function dismiss() {
  clearTimeout(page.watch);
  page.worker.terminate();
}

function hear({ ready, told, answer, made, died }) {
  if (ready) {
    page.ready = true;
    if (page.run) begin();
    else if (document.body.dataset.state === "loading") enter("ready", "準備ができました。");
  } else if (told) tell(told);
  else if (answer) show(answer, made);
  else if (died !== undefined) bury("reader_died", died);
}

/* A book that stalls or kills Python costs its worker: the others are done again without it. */
function bury(kind, detail) {
  const { run } = page;
  dismiss();
  if (!page.ready) return stop(`Python を起動できません（${detail}）。`);
  const path = run && run.reading;
  if (!path || run.request.faults[path]) {
    page.run = null;
    enter("refused", `処理の途中で異常終了しました（${detail}）。ページを開き直しても続くときは、企画課に知らせてください。`);
    return hire();
  }
  run.request.faults[path] = kind;
  run.reading = "";
  hire();
}

function tell({ reading, step, done, all }) {
  clearTimeout(page.watch);
  page.run.reading = reading || "";
  if (reading) page.watch = setTimeout(() => bury("timed_out", ""), SECONDS_A_FILE * 1000);
  if (all) Object.assign($("#progress"), { max: all, value: done });
  else $("#progress").removeAttribute("value");
  $("#status").textContent = `${step || "処理しています"}${all ? `（${done}／${all}）` : ""}`;
}

/* ------------------------------------------------------------------ what a run gives */

function download(name, bytes) {
  const url = URL.createObjectURL(new Blob([bytes]));
  page.urls.push(url);
  return { href: url, download: name };
}

function findingItem(finding) {
  const data = { rule: finding.rule, severity: finding.severity, file: finding.file, sheet: finding.sheet, cell: finding.cell };
  const attributes = Object.entries(data).map(([key, value]) => [`data-${key}`, value || ""]);
  const item = newElement("li", "", { class: finding.waived ? "waived" : finding.severity, ...Object.fromEntries(attributes) });
  const head = newElement("p", "", { class: "head" });
  head.append(newElement("strong", finding.waived ? "了承済み" : TITLE[finding.severity]), " ");
  const place = [finding.file, finding.sheet, finding.cell].filter(Boolean).join("　");
  head.append(newElement("span", [finding.division, place].filter(Boolean).join("　"), { class: "place" }));
  item.append(head, newElement("p", finding.message), newElement("p", finding.remedy, { class: "remedy" }));
  item.append(newElement("small", finding.rule));
  return item;
}

/* In portions, so that thousands of findings do not freeze the page. */
async function list(findings) {
  const { run } = page;
  for (let at = 0; at < findings.length && page.run === run; at += 200) {
    $("#findings").append(...findings.slice(at, at + 200).map(findingItem));
    await new Promise((resolve) => setTimeout(resolve));
  }
}

function showTable(content) {
  const { head, rows } = content || { head: [], rows: [] };
  const table = $("#table");
  table.hidden = !rows.length;
  const line = (cells, name) => {
    const row = newElement("tr");
    row.append(...cells.map((cell) => newElement(name, cell, name === "th" ? { scope: "col" } : {})));
    return row;
  };
  table.tHead.replaceChildren(line(head, "th"));
  table.tBodies[0].replaceChildren(...rows.map((row) => line(row, "td")));
}

function offer(link, name, bytes) {
  link.hidden = !bytes;
  if (bytes) for (const [key, value] of Object.entries(download(name, bytes))) link.setAttribute(key, value);
}

async function show(answer, made) {
  clearTimeout(page.watch);
  $("#messages").replaceChildren(...answer.lines.map((line) => newElement("li", line)));
  showTable(answer.table);
  offer($("#download"), answer.zip, made[answer.zip]);
  offer($("#result"), "収集結果.json", made[answer.result]);
  const single = answer.files.filter((name) => name !== answer.zip);
  $("#outputs").replaceChildren(
    ...single.map((name) => {
      const item = newElement("li");
      const shown = name.replace(/^outputs\//, "");
      item.append(newElement("a", shown, download(shown.slice(shown.lastIndexOf("/") + 1), made[name])));
      return item;
    }),
  );
  await list(answer.findings);
  page.run = null;
  $("#answer").hidden = false;
  $("#one-by-one").hidden = !single.length;
  $("#findings-head").hidden = !answer.findings.length;
  $("#findings-head").textContent = `指摘 ${answer.findings.length} 件（重いものから順に）`;
  enter(answer.state, answer.summary);
  $("#answer h2").focus();
}

function clearAnswer() {
  page.urls.splice(0).forEach((url) => URL.revokeObjectURL(url));
  for (const selector of ["#findings", "#messages", "#outputs"]) $(selector).replaceChildren();
  showTable();
  for (const selector of ["#download", "#result"]) offer($(selector));
  $("#answer").hidden = true;
}

/* ------------------------------------------------------------------ files in */

const view = () => $(`#views a[href="${location.hash}"]`) ? location.hash.slice(1) : $("#views a").hash.slice(1);
const fields = () => [...document.querySelectorAll("fieldset[data-field]")].filter((set) => !set.hidden);

/* Flat files stand in one folder, as if it had been given; each folder keeps what is below it. */
function chosen(set) {
  const files = [...(page.dropped[set.dataset.field] || [])];
  for (const input of set.querySelectorAll("input[type=file]"))
    for (const file of input.files) files.push({ path: file.webkitRelativePath || file.name, file });
  return files;
}

function placed(field, files) {
  const taken = new Set();
  return files.map(({ path, file }) => {
    const [, root = "", name] = /^(?:([^/]+)\/)?(.+)$/s.exec(path.normalize("NFC"));
    let number = 1;
    const at = () => `${field}/${number}/${root || "inputs"}/${name}`;
    while (taken.has(at())) number += 1;
    taken.add(at());
    return { path: at(), file };
  });
}

function listChosen() {
  for (const set of fields()) {
    const files = chosen(set);
    const names = files.slice(0, 8).map(({ path }) => path);
    const more = files.length > 8 ? ` ほか${files.length - 8}件` : "";
    set.querySelector("output").textContent = files.length ? `${files.length}件：${names.join("、")}${more}` : "";
  }
}

async function entries(entry, path = "") {
  const name = `${path}${entry.name}`;
  if (entry.isFile) return [{ path: name, file: await new Promise((resolve, reject) => entry.file(resolve, reject)) }];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) return found.flat();
    for (const inner of some) found.push(await entries(inner, `${name}/`));
  }
}

async function drop(event) {
  event.preventDefault();
  const set = event.currentTarget;
  set.classList.remove("over");
  const items = [...event.dataTransfer.items].map((item) => (item.webkitGetAsEntry ? item.webkitGetAsEntry() : null));
  const flat = [...event.dataTransfer.files].map((file) => ({ path: file.name, file }));
  const found = items.length && items.every(Boolean) ? (await Promise.all(items.map((item) => entries(item)))).flat() : flat;
  (page.dropped[set.dataset.field] ||= []).push(...found);
  listChosen();
}

/* ------------------------------------------------------------------ runs */

function start(sample) {
  const files = sample ? [] : fields().flatMap((set) => placed(set.dataset.field, chosen(set)));
  clearAnswer();
  if (files.reduce((sum, { file }) => sum + file.size, 0) > MOST_BYTES)
    return enter("refused", "ファイルが合わせて 600MB を超えています。何回かに分けるか、コマンドの zushi-xl を使ってください。");
  const options = {};
  for (const input of document.querySelectorAll("[data-option]"))
    options[input.dataset.option] = input.type === "checkbox" ? input.checked : input.value;
  page.run = { request: { verb: view(), sample, options, faults: {} }, files, reading: "" };
  enter("busy", page.ready ? "はじめます。" : "Python の準備が終わりしだい、はじめます。");
  if (page.ready) begin();
}

function begin() {
  const { request, files } = page.run;
  page.worker.postMessage({ request, files });
}

function cancel() {
  dismiss();
  page.run = null;
  hire();
  enter("loading", "中止しました。次の準備をしています。");
}

function turn() {
  const here = view();
  for (const part of document.querySelectorAll("[data-views]")) part.hidden = !part.dataset.views.split(" ").includes(here);
  for (const link of document.querySelectorAll("#views a"))
    if (link.hash === `#${here}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  if (document.body.dataset.state === "busy") return;
  clearAnswer();
  listChosen();
  enter(page.ready ? "ready" : "loading", page.ready ? "準備ができました。" : "準備をしています。ファイルは先に選べます。");
}

function stop(reason) {
  enter("refused", "");
  $("#run").disabled = true;
  $("#stopped-why").textContent = reason;
  $("#stopped").hidden = false;
}

function startPage() {
  $("#stopped").hidden = true;
  $("main").hidden = false;
  for (const set of document.querySelectorAll("fieldset[data-field]")) {
    set.addEventListener("drop", drop);
    set.addEventListener("dragover", (event) => (event.preventDefault(), set.classList.add("over")));
    set.addEventListener("dragleave", () => set.classList.remove("over"));
    set.addEventListener("change", listChosen);
  }
  for (const event of ["drop", "dragover"]) addEventListener(event, (missed) => missed.preventDefault());
  $("form").addEventListener("submit", (event) => (event.preventDefault(), start(false)));
  for (const button of document.querySelectorAll("button[data-sample]")) button.addEventListener("click", () => start(true));
  $("#cancel").addEventListener("click", cancel);
  $("#reset").addEventListener("click", () => ((page.dropped = {}), $("form").reset(), turn()));
  $("#print").addEventListener("click", () => print());
  addEventListener("hashchange", turn);
  turn();
  addEventListener("DOMContentLoaded", () => hire());
}

if (typeof document === "undefined") startWorker();
else if (self.able) startPage();
