// Small helpers the other parts share.

/** Words for people: data-words-<name> on the nearest element that has it, else on <body>. */
export function words(name, from = document.body) {
  const key = "words" + name[0].toUpperCase() + name.slice(1);
  const holder = from.closest(`[data-words-${name}]`);
  return (holder && holder.dataset[key]) || document.body.dataset[key] || "";
}

/** Call run(element) for every match, now and in whatever htmx brings later; once per element. */
export function enhance(selector, run) {
  const seen = new WeakSet();
  const visit = (root) => {
    const found = [...root.querySelectorAll(selector)];
    if (root.matches && root.matches(selector)) found.unshift(root);
    for (const element of found) {
      if (!seen.has(element)) {
        seen.add(element);
        run(element);
      }
    }
  };
  visit(document);
  document.addEventListener("htmx:load", (event) => visit(event.target));
}

/** Is the person typing somewhere, so that a letter is a letter? */
export function typing(event) {
  const at = event.target;
  return event.ctrlKey || event.metaKey || event.altKey || event.isComposing
    || (at instanceof HTMLElement && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName)));
}

/** The token that proves a request comes from our own page. */
export function token() {
  return document.querySelector('meta[name="csrf-token"]').content;
}

/** An element with text and classes. */
export function make(tag, className = "", text = "") {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

/** Bytes as people read them; the same as wenming.ui.words.filesize. */
export function filesize(bytes) {
  const units = ["B", "KB", "MB", "GB", "TB"];
  let size = bytes;
  let step = 0;
  while (size >= 1000 && step < units.length - 1) {
    size /= 1024;
    step += 1;
  }
  return `${step > 1 && size < 100 ? Math.round(size * 10) / 10 : Math.round(size)} ${units[step]}`;
}
