// data-tree: a flat list of links with data-level becomes a tree one can fold and walk with the keyboard.
import { enhance } from "./dom.js";

enhance("[data-tree]", (tree) => {
  const rows = [...tree.querySelectorAll("[data-level]")];
  const level = (row) => Number(row.dataset.level);
  const link = (row) => row.querySelector("a");
  const parents = new Map();
  const line = [];
  for (const row of rows) {
    while (line.length && level(line.at(-1)) >= level(row)) line.pop();
    parents.set(row, line.at(-1) || null);
    line.push(row);
  }
  const hasChildren = new Set(parents.values());
  const shown = () => rows.filter((row) => !row.hidden);

  function draw() {
    for (const row of rows) {
      const up = parents.get(row);
      row.hidden = Boolean(up) && (up.hidden || up.dataset.open !== "1");
    }
  }

  function fold(row, open) {
    if (!hasChildren.has(row)) return;
    row.dataset.open = open ? "1" : "0";
    link(row).setAttribute("aria-expanded", String(open));
    row.querySelector("[data-fold]")?.classList.toggle("is-open", open);
    draw();
  }

  function walkTo(row) {
    for (const other of rows) link(other).tabIndex = other === row ? 0 : -1;
    link(row).focus();
  }

  tree.setAttribute("role", "tree");
  const current = rows.find((row) => link(row).hasAttribute("aria-current"));
  const path = new Set();
  for (let row = current; row; row = parents.get(row)) path.add(row);
  for (const row of rows) {
    row.setAttribute("role", "none");
    const at = link(row);
    at.setAttribute("role", "treeitem");
    at.setAttribute("aria-level", row.dataset.level);
    at.tabIndex = -1;
    if (hasChildren.has(row)) fold(row, row.dataset.open === "1" || path.has(row) || tree.dataset.tree === "open");
  }
  link(current || rows[0])?.setAttribute("tabindex", "0");
  draw();
  const box = tree.closest("[data-scroll]") || tree; // only the list scrolls to the current line, never the page
  if (current && box.scrollHeight > box.clientHeight) box.scrollTop = current.offsetTop - box.clientHeight / 2;

  tree.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fold]");
    if (!button) return;
    event.preventDefault();
    const row = button.closest("[data-level]");
    fold(row, row.dataset.open !== "1");
  });

  let typed = "";
  let timer;
  tree.addEventListener("keydown", (event) => {
    const row = event.target.closest("[data-level]");
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const seen = shown();
    const at = seen.indexOf(row);
    const open = row.dataset.open === "1";
    let to = null;
    if (event.key === "ArrowDown") to = seen[at + 1];
    else if (event.key === "ArrowUp") to = seen[at - 1];
    else if (event.key === "Home") [to] = seen;
    else if (event.key === "End") to = seen.at(-1);
    else if (event.key === "ArrowRight") {
      if (hasChildren.has(row) && !open) fold(row, true);
      else if (hasChildren.has(row)) to = seen[at + 1];
    } else if (event.key === "ArrowLeft") {
      if (hasChildren.has(row) && open) fold(row, false);
      else to = parents.get(row);
    } else if (event.key === "*") {
      for (const one of rows) fold(one, true);
    } else if (event.key.length === 1 && event.key !== " " && event.key !== "/") {
      clearTimeout(timer);
      timer = setTimeout(() => { typed = ""; }, 800);
      typed += event.key.toLowerCase();
      to = [...seen.slice(at), ...seen.slice(0, at)].find((one) => one.textContent.trim().toLowerCase().startsWith(typed));
    } else return;
    event.preventDefault();
    event.stopPropagation();
    if (to) walkTo(to);
  });
});
