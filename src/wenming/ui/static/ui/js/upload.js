// data-drop: files are dropped, pasted or chosen. With data-upload each is sent at once, three side by side, with its own
// progress; without it they travel with the form, and the list only shows what was chosen. Each file stands on its own: what
// is empty, too large or of no accepted kind is named with the reason and never sent, and the others go on.
import { enhance, filesize, make, token, words } from "./dom.js";

const AT_ONCE = 3;

/** Whether a file is of a kind that the input's accept attribute names; without one, every kind is. */
function accepted(file, accept) {
  const kinds = accept.toLowerCase().split(",").map((kind) => kind.trim()).filter(Boolean);
  const name = file.name.toLowerCase();
  return !kinds.length || kinds.some((kind) => (kind.startsWith(".") ? name.endsWith(kind)
    : kind.endsWith("/*") ? file.type.startsWith(kind.slice(0, -1)) : file.type === kind));
}

/** All files under a dropped entry, each with the path it had in its folder. */
async function under(entry, path = "") {
  if (entry.isFile) {
    const file = await new Promise((done, fail) => entry.file(done, fail));
    return [{ file, path: path + file.name }];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (!some.length) return found;
    for (const one of some) found.push(...await under(one, `${path}${entry.name}/`));
  }
}

async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return [...transfer.files].map((file) => ({ file, path: file.name }));
  const lists = await Promise.all(entries.map((entry) => under(entry)));
  return lists.flat();
}

class Row {
  constructor(zone, { file, path }) {
    Object.assign(this, { zone, file, path, request: null });
    this.item = make("li", "drop__file");
    this.bar = make("progress");
    this.bar.max = 100;
    this.bar.value = 0;
    this.bar.setAttribute("aria-label", file.name);
    this.state = make("span", "drop__state small muted");
    this.act = make("button", "btn btn-link btn-sm");
    this.act.type = "button";
    const name = make("span", "drop__name", file.name);
    name.title = path;
    this.item.append(name, make("span", "num small muted", filesize(file.size)), this.state, this.act, this.bar);
    zone.list.append(this.item);
  }

  say(state, extra = "", tone = "") {
    this.state.textContent = extra || words(state, this.item);
    this.item.dataset.state = state;
    this.state.className = `drop__state small ${tone || "muted"}`;
  }

  offer(word, run) {
    this.act.textContent = words(word, this.item);
    this.act.setAttribute("aria-label", `${this.act.textContent} ${this.file.name}`);
    this.act.onclick = run;
  }

  remove() {
    this.request?.abort();
    this.item.remove();
  }
}

class Zone {
  constructor(box) {
    this.box = box;
    this.input = box.querySelector("input[type=file]");
    this.list = box.querySelector("[data-drop-list]");
    this.url = box.dataset.upload;
    this.limit = Number(box.dataset.maxBytes) || Infinity;
    this.waiting = [];
    this.running = 0;
    this.kept = []; // what travels with the form; choosing again replaces the input's own list, so we hold it
    this.input.addEventListener("change", () => {
      const chosen = [...this.input.files].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
      if (this.url) this.input.value = "";
      this.take(chosen);
    });
    for (const kind of ["dragenter", "dragover"]) {
      box.addEventListener(kind, (event) => { event.preventDefault(); box.classList.add("is-over"); });
    }
    box.addEventListener("dragleave", (event) => { if (!box.contains(event.relatedTarget)) box.classList.remove("is-over"); });
    box.addEventListener("drop", async (event) => {
      event.preventDefault();
      box.classList.remove("is-over");
      this.take(await dropped(event.dataTransfer));
    });
    box.addEventListener("ui:take", (event) => this.take(event.detail.files.map((file) => ({ file, path: file.name }))));
    box.addEventListener("paste", (event) => {
      const files = [...event.clipboardData.files];
      if (files.length) this.take(files.map((file) => ({ file, path: file.name })));
    });
  }

  take(files) {
    if (!this.url) {
      this.keep(files);
      return;
    }
    for (const one of files) {
      const row = new Row(this, one);
      row.offer("remove", () => this.drop(row));
      const why = this.objection(one.file);
      if (why) {
        row.say(why, "", "late");
        row.bar.remove();
      }
      else this.queue(row);
    }
  }

  /** Why a file need not be sent at all; only what the page has words for is objected to. */
  objection(file) {
    if (!file.size && words("empty", this.box)) return "empty";
    if (file.size > this.limit) return "large";
    return !accepted(file, this.input.accept) && words("kind", this.box) ? "kind" : "";
  }

  /** Files that travel with the form live in the input; those that would be refused are named and left out. */
  keep(files) {
    const before = this.input.multiple ? this.kept : [];
    const fresh = files.filter(({ file }) => !before.some((one) => one.file.name === file.name && one.file.size === file.size));
    this.kept = [...before, ...fresh];
    this.list.replaceChildren();
    for (const one of this.kept) {
      const row = new Row(this, one);
      row.bar.remove();
      row.offer("remove", () => this.drop(row));
      const why = this.objection(one.file);
      if (why) row.say(why, "", "late");
    }
    this.fill();
  }

  fill() {
    const all = new DataTransfer();
    for (const { file } of this.kept) if (!this.objection(file)) all.items.add(file);
    this.input.files = all.files;
  }

  drop(row) {
    this.waiting = this.waiting.filter((one) => one !== row);
    row.remove();
    if (this.url) return;
    this.kept = this.kept.filter((one) => one.file !== row.file);
    this.fill();
  }

  queue(row) {
    row.say("wait");
    row.bar.value = 0;
    this.waiting.push(row);
    this.next();
  }

  next() {
    while (this.running < AT_ONCE && this.waiting.length) this.send(this.waiting.shift());
    this.box.toggleAttribute("data-busy", this.running > 0);
    if (!this.running && !this.waiting.length) this.box.dispatchEvent(new CustomEvent("ui:uploads-done", { bubbles: true }));
  }

  send(row) {
    this.running += 1;
    const form = this.input.form;
    const body = form ? new FormData(form) : new FormData();
    body.delete(this.input.name);
    body.append("file", row.file, row.file.name);
    body.append("path", row.path);
    const request = new XMLHttpRequest();
    row.request = request;
    request.open("POST", this.url);
    request.setRequestHeader("X-CSRFToken", token());
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    request.upload.onprogress = (event) => {
      if (!event.lengthComputable) return;
      row.bar.value = Math.round(event.loaded * 100 / event.total);
      row.state.textContent = `${row.bar.value}%`;
    };
    request.onload = () => this.answered(row, request);
    request.onerror = () => this.failed(row, "", true);
    request.onloadend = () => { this.running -= 1; this.next(); };
    request.send(body);
  }

  answered(row, request) {
    let said = null;
    try {
      said = JSON.parse(request.responseText);
    } catch {
      said = null; // a page instead of an answer: signed out meanwhile, or a relay in between
    }
    const broken = !said || request.status === 408 || request.status === 429 || request.status >= 500;
    if (broken || request.status < 200 || request.status >= 300) {
      this.failed(row, said?.message || "", broken);
      return;
    }
    row.bar.value = 100;
    row.bar.classList.add("done");
    row.say("done", said.message || "", "done");
    row.act.remove();
    const into = said.html && document.querySelector(this.box.dataset.into || "");
    if (into) {
      into.insertAdjacentHTML("afterbegin", said.html);
      window.htmx?.process(into);
      row.remove();
    } else if (said.url) {
      const link = make("a", "", said.title || row.file.name);
      link.href = said.url;
      row.item.querySelector(".drop__name").replaceChildren(link);
    }
    this.box.dispatchEvent(new CustomEvent("ui:uploaded", { bubbles: true, detail: { file: row.file, answer: said } }));
  }

  /** A transfer that broke can be tried again as it is; what was refused stays listed with the reason. */
  failed(row, message, again) {
    row.say(again ? "failed" : "refused", message || words("failed", row.item), "late");
    if (again) row.offer("again", () => { row.offer("remove", () => this.drop(row)); this.queue(row); });
    else row.bar.remove();
  }
}

enhance("[data-drop]", (box) => new Zone(box));
window.addEventListener("beforeunload", (event) => {
  if (document.querySelector("[data-drop][data-busy]")) event.preventDefault();
});
// A file dropped beside the zone must not replace the page.
for (const kind of ["dragover", "drop"]) {
  window.addEventListener(kind, (event) => { if (event.dataTransfer?.types.includes("Files")) event.preventDefault(); });
}
