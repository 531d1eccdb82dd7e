"use strict";
/* Glue between the page and Python, nothing else: files in, findings and files out.
   The same text is the script of the page and of its worker (a module worker from a data: URL, the
   only kind that Chromium starts on file://), so it needs no second file and no request. */

/* ------------------------------------------------------------------ the worker: Python */

const HOME = "https://python.invalid/"; // a name for Python's own parts; nothing is asked there

const UNPACK = `
import io, lzma, os, sys, zipfile
with lzma.open("/application.xz") as packed, zipfile.ZipFile(io.BytesIO(packed.read())) as files:
    files.extractall("/lib/application")
os.remove("/application.xz")
sys.path.append("/lib/application")`;

const bytesOf = (base64) =>
  Uint8Array.fromBase64 ? Uint8Array.fromBase64(base64) : Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

async function unpacked(base64) {
  const packed = new Blob([bytesOf(base64)]).stream();
  return new Response(packed.pipeThrough(new DecompressionStream("gzip")));
}

async function moduleOf(base64) {
  const text = await (await unpacked(base64)).arrayBuffer();
  return import(new FileReaderSync().readAsDataURL(new Blob([text], { type: "text/javascript" })));
}

async function startPython(parts) {
  const [wasm, library] = await Promise.all([parts["pyodide.asm.wasm"], parts["python_stdlib.zip"]].map(unpacked));
  const [loader, core] = await Promise.all([parts["pyodide.mjs"], parts["pyodide.asm.mjs"]].map(moduleOf));
  const stored = {
    [`${HOME}pyodide.asm.wasm`]: new Response(wasm.body, { headers: { "Content-Type": "application/wasm" } }),
    [`${HOME}python_stdlib.zip`]: library,
  };
  self.fetch = async (url) => stored[String(url)] || Promise.reject(new TypeError(`no network: ${url}`));
  const python = await loader.loadPyodide({
    ...{ indexURL: HOME, packageBaseUrl: HOME, lockFileContents: parts.lock },
    ...{ createPyodideModule: core.default, stdout() {}, stderr() {} },
  });
  python.FS.writeFile("/application.xz", bytesOf(parts["application.zip.xz"]));
  python.runPython(UNPACK);
  return { python, verbs: python.pyimport("zushi_xl.workflow.browser.entry") };
}

/* The chosen files into Python's file system; gives what to say of one that cannot be read. */
async function place(FS, folder, files) {
  for (const { path, file } of files) {
    const target = `${folder}/${path}`;
    FS.mkdirTree(target.slice(0, target.lastIndexOf("/")));
    const bytes = await file.arrayBuffer().catch(() => null);
    if (!bytes) return `${file.name} を読めません。Excel などで開いているときは閉じ、選び直してください。`;
    FS.writeFile(target, new Uint8Array(bytes), { canOwn: true });
  }
  return "";
}

async function work({ python, verbs }, { request, files }) {
  const folder = verbs.new_folder();
  const unread = await place(python.FS, folder, files);
  if (!request) return verbs.prepare(folder);
  const told = (json) => postMessage({ told: JSON.parse(json) });
  const answer = JSON.parse(unread ? verbs.refused(unread) : verbs.run(folder, JSON.stringify(request), told));
  const made = answer.files.map((name) => [name, python.FS.readFile(`${folder}/${name}`)]);
  postMessage({ answer, made: Object.fromEntries(made) }, made.map(([, bytes]) => bytes.buffer));
  verbs.clear(folder);
}

function startWorker() {
  let started, idle;
  self.onmessage = async ({ data }) => {
    clearTimeout(idle);
    try {
      if (data.parts) {
        started = startPython(data.parts);
        (await started).verbs.warm(); // so that the first check has nothing left to load
        postMessage({ ready: true });
      } else await work(await started, data);
      idle = setTimeout((await started).verbs.warm_rest, 1000); // ms that nobody asks for anything
    } catch (error) {
      postMessage({ died: String((error && error.message) || error) });
    }
  };
}

/* ------------------------------------------------------------------ the page */

const $ = (selector) => document.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];
const MOST_BYTES = 600 * 1024 * 1024; // of all files of one run
const PORTION = 200; // findings or rows shown at a time
const WEIGHT = { error: "✕ 要修正", confirm: "？ 要確認", info: "ｉ お知らせ", waived: "○ 了承済み" };

const page = {
  worker: null,
  isReady: false,
  watch: 0, // the timer of the file that is being opened
  run: null, // what is being worked on: {request, files (null while they open), reading}
  dropped: {}, // by field: [{path, file}]
  opening: null, // what was dropped and is still being opened; a run waits for it
  urls: [], // of the files to be saved
};

function element(name, content, attributes = {}) {
  const made = document.createElement(name);
  made.append(...[content].flat());
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function enter(state, message) {
  document.body.dataset.state = state;
  $("#status").textContent = message;
  $("#run").disabled = $("#sample").disabled = state === "busy";
  $("#cancel").hidden = state !== "busy";
  $("#progress").hidden = state !== "busy" && state !== "loading";
  $("#progress").removeAttribute("value");
}

function hire() {
  clearTimeout(page.watch);
  if (page.worker) page.worker.terminate();
  const text = new TextEncoder().encode($("#glue").textContent);
  const source = btoa(Array.from(text, (byte) => String.fromCharCode(byte)).join(""));
  const worker = new Worker(`data:text/javascript;base64,${source}`, { type: "module" });
  Object.assign(page, { worker, isReady: false });
  worker.onmessage = ({ data }) => page.worker === worker && hear(data);
  worker.onerror = ({ message }) => page.worker === worker && bury("reader_died", message || "");
  const parts = Object.fromEntries(all("script[data-part]").map((part) => [part.dataset.part, part.textContent]));
  worker.postMessage({ parts });
}

function hear({ ready, told, answer, made, died }) {
  if (ready) {
    page.isReady = true;
    if (page.run && page.run.files) begin();
    else if (!page.run && document.body.dataset.state === "loading") turn();
  } else if (told) tell(told);
  else if (answer) show(answer, made);
  else bury("reader_died", died);
}

/* A book that stalls or kills Python ends this worker; all others are done again without it. */
function bury(kind, detail) {
  if (!page.isReady) return stop(`Python を起動できませんでした（${detail}）。欠けていないか、SHA-256 を配布元の値と比べてください。`);
  const { run } = page;
  if (run && run.reading && !run.request.faults[run.reading]) {
    run.request.faults[run.reading] = kind;
    run.reading = "";
  } else {
    page.run = null;
    enter("refused", `処理の途中で異常終了しました（${detail}）。壊れたファイルを除くか、ファイルを減らして、もう一度実行してください。`);
  }
  hire();
}

function tell({ reading, seconds, step, done, total }) {
  clearTimeout(page.watch);
  page.run.reading = reading || "";
  if (seconds) page.watch = setTimeout(() => bury("timed_out", ""), seconds * 1000);
  if (total) Object.assign($("#progress"), { max: total, value: done });
  if (step) $("#status").textContent = total ? `${step}（${done}／${total}）` : step;
}

/* ------------------------------------------------------------------ what a run gives */

function offer(link, name, bytes) {
  link.hidden = !bytes;
  if (!bytes) return link;
  page.urls.push((link.href = URL.createObjectURL(new Blob([bytes]))));
  link.download = name;
  return link;
}

function findingItem(finding) {
  const weight = finding.waived ? "waived" : finding.severity;
  const place = [finding.division, finding.file, finding.sheet, finding.cell].filter(Boolean).join("　");
  const head = [element("strong", WEIGHT[weight]), " ", element("span", place), " ", element("small", finding.rule)];
  const words = [element("p", finding.message), element("p", finding.remedy, { class: "remedy" })];
  const item = element("li", [element("p", head, { class: "head" }), ...words], { class: weight });
  for (const key of ["rule", "severity", "division", "file", "sheet", "cell"]) item.dataset[key] = finding[key] || "";
  return item;
}

/* In portions, so that thousands of findings or rows do not freeze the page. */
async function list(things, make, place) {
  const { run } = page;
  for (let at = 0; at < things.length && page.run === run; at += PORTION) {
    place.append(...things.slice(at, at + PORTION).map(make));
    await new Promise((resolve) => setTimeout(resolve));
  }
}

function offerFilter(findings) {
  const divisions = [...new Set(findings.map(({ division }) => division || ""))].filter(Boolean);
  $("#division").replaceChildren(...["", ...divisions].map((name) => new Option(name || "すべての課", name)));
  $("#filter").hidden = divisions.length < 2;
  $("#findings-head").hidden = $("#print").hidden = !findings.length;
  filter();
}

function filter() {
  for (const item of all("#findings > li")) item.hidden = !["", item.dataset.division].includes($("#division").value);
  $("#findings-head").textContent = `指摘 ${all("#findings > li:not([hidden])").length} 件（重いものから順に）`;
}

const tableRow = (cells, name = "td", attributes = {}) => element("tr", cells.map((cell) => element(name, cell, attributes)));

function outputItem(name, bytes) {
  const shown = name.replace(/^outputs\//, "");
  return element("li", offer(element("a", shown), shown.slice(shown.lastIndexOf("/") + 1), bytes));
}

async function show(answer, made) {
  const { run } = page;
  clearTimeout(page.watch);
  $("#lines").replaceChildren(...answer.lines.map((line) => element("li", line)));
  const [head, ...rows] = answer.table;
  $("#table").parentElement.hidden = !rows.length;
  $("#table").tHead.replaceChildren(tableRow(head || [], "th", { scope: "col" }));
  offer($("#download"), answer.archive, made[answer.archive]);
  offer($("#result"), "収集結果.json", made[answer.result]);
  const single = answer.files.filter((name) => name !== answer.archive);
  $("#outputs").replaceChildren(...single.map((name) => outputItem(name, made[name])));
  Object.assign($("#one-by-one"), { hidden: !single.length, open: single.length < 4 });
  await list(rows, (row) => tableRow(row), $("#table").tBodies[0]);
  await list(answer.findings, findingItem, $("#findings"));
  offerFilter(answer.findings);
  if (page.run !== run) return; // cancelled meanwhile
  page.run = null;
  $("#answer").hidden = false;
  $("#answer-head").textContent = `結果（${$(`#views a[href="#${run.request.verb}"]`).textContent}）`;
  enter(answer.state, answer.summary);
  $("#answer-head").focus();
}

function clearAnswer() {
  page.urls.splice(0).forEach((url) => URL.revokeObjectURL(url));
  for (const selector of ["#findings", "#lines", "#outputs", "#table tbody"]) $(selector).replaceChildren();
  for (const selector of ["#download", "#result"]) offer($(selector));
  $("#answer").hidden = true;
}

/* ------------------------------------------------------------------ files in */

const view = () => (all("#views a").find(({ hash }) => hash === location.hash) || $("#views a")).hash.slice(1);
const fields = () => all("fieldset[data-field]").filter((set) => !set.hidden);

function chosen(set) {
  const files = [...(page.dropped[set.dataset.field] || [])];
  for (const input of set.querySelectorAll("input[type=file]"))
    for (const file of input.files) files.push({ path: file.webkitRelativePath || file.name, file });
  return files;
}

/* Where Python finds them: flat files stand in one folder, as if it had been given whole; a folder
   (numbers with f) keeps what is below it; a second file of a name stands in a folder of its own. */
function placed(set) {
  const taken = new Set();
  return chosen(set).map(({ path, file }) => {
    const [root, inner] = path.includes("/") ? ["f", path] : ["", `inputs/${path}`];
    const at = (number) => `${set.dataset.field}/${root}${number}/${inner.normalize("NFC")}`;
    let number = 1;
    while (taken.has(at(number))) number += 1;
    taken.add(at(number));
    return { path: at(number), file };
  });
}

function listChosen() {
  for (const set of fields()) {
    const names = chosen(set).map(({ path }) => path);
    const more = names.length > 8 ? ` ほか${names.length - 8}件` : "";
    set.querySelector("output").textContent = names.length ? `${names.length}件：${names.slice(0, 8).join("、")}${more}` : "";
  }
  prepare();
}

/* Chosen masters are read while a person still chooses the rest. */
function prepare() {
  const files = fields().filter(({ dataset }) => dataset.field === "masters").flatMap(placed);
  if (files.length && page.isReady && !page.run) page.worker.postMessage({ files });
}

/* What was dropped: a file; or a folder, by its handle or as Firefox has it by its entry, which
   Chromium does not open on file://. Both must be asked for before anything is waited for. */
function dropped(item) {
  const file = item.getAsFile();
  const entry = item.webkitGetAsEntry && item.webkitGetAsEntry();
  if (!entry || entry.isFile) return [{ path: file.name, file }];
  return item.getAsFileSystemHandle ? item.getAsFileSystemHandle().then((handle) => below(handle)) : below(entry);
}

async function below(place, folder = "") {
  const path = folder + place.name;
  if (place.getFile) return [{ path, file: await place.getFile() }];
  if (place.isFile) return [{ path, file: await new Promise((resolve, reject) => place.file(resolve, reject)) }];
  const found = [];
  for await (const inner of inside(place)) found.push(...(await below(inner, `${path}/`)));
  return found;
}

async function* inside(folder) {
  if (folder.values) return yield* folder.values();
  const reader = folder.createReader();
  for (let some = [0]; some.length; yield* some) // a hundred at a time
    some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}

function drop(event) {
  event.preventDefault();
  const set = event.currentTarget;
  set.classList.remove("over");
  const items = [...event.dataTransfer.items].filter(({ kind }) => kind === "file");
  const { dropped: into } = page; // a reset meanwhile lays another in its place
  const opened = Promise.all(items.map(dropped)).then(
    (found) => ((into[set.dataset.field] ||= []).push(...found.flat()), listChosen()),
    () => (set.querySelector("output").textContent = "落とされたフォルダを開けません。「フォルダ」のボタンで選んでください。"),
  );
  page.opening = Promise.all([page.opening, opened]);
}

/* ------------------------------------------------------------------ runs */

const begin = () => page.worker.postMessage({ request: page.run.request, files: page.run.files });

async function start(sample) {
  const sets = sample ? [] : fields();
  const value = (input) => (input.type === "checkbox" ? input.checked : input.value);
  const options = Object.fromEntries(all("[data-option]").map((input) => [input.dataset.option, value(input)]));
  const run = (page.run = { request: { verb: view(), sample, options, faults: {} }, files: null, reading: "" });
  clearAnswer();
  enter("busy", page.isReady ? "はじめます。" : "Python の準備が終わりしだい、はじめます。");
  await page.opening;
  if (page.run !== run) return; // cancelled meanwhile
  run.files = sets.flatMap(placed);
  if (run.files.reduce((sum, { file }) => sum + file.size, 0) > MOST_BYTES) {
    page.run = null;
    enter("refused", "ファイルが大きすぎます（合わせて 600MB まで）。何回かに分けて選んでください。");
  } else if (page.isReady) begin();
}

function cancel() {
  page.run = null;
  hire();
  enter("loading", "中止しました。次の準備をしています。");
  $("#run").focus(); // the button that was pressed is gone
}

function turn() {
  const here = view();
  for (const part of all("[data-views]")) part.hidden = !part.dataset.views.split(" ").includes(here);
  for (const link of all("#views a")) link.setAttribute("aria-current", link.hash === `#${here}` ? "page" : "false");
  listChosen();
  if (page.run) return;
  clearAnswer();
  enter(page.isReady ? "ready" : "loading", page.isReady ? "準備ができました。" : "準備をしています。ファイルは先に選べます。");
}

function stop(reason) {
  page.worker.terminate();
  enter("refused", "");
  $("#run").disabled = $("#sample").disabled = true;
  [$("#stopped-why").textContent, $("#stopped").hidden] = [reason, false];
}

function startPage() {
  [$("#stopped").hidden, $("#work").hidden] = [true, false];
  for (const set of all("fieldset[data-field]")) {
    set.addEventListener("drop", drop);
    set.addEventListener("dragover", (event) => (event.preventDefault(), set.classList.add("over")));
    set.addEventListener("dragleave", () => set.classList.remove("over"));
    set.addEventListener("change", listChosen);
  }
  for (const missed of ["drop", "dragover"]) addEventListener(missed, (event) => event.preventDefault());
  $("form").addEventListener("submit", (event) => (event.preventDefault(), start(false)));
  $("#sample").addEventListener("click", () => start(true));
  $("#cancel").addEventListener("click", cancel);
  $("form").addEventListener("reset", () => ((page.dropped = {}), setTimeout(turn)));
  $("#print").addEventListener("click", () => print());
  $("#division").addEventListener("change", filter);
  addEventListener("hashchange", turn);
  turn();
  addEventListener("DOMContentLoaded", hire); // Python's parts stand below this script
}

if (typeof document === "undefined") startWorker();
else if (self.able) startPage();
