// <form data-bulk>: ticked rows (checkboxes named "pick"), all of them (data-bulk-all), runs of them with shift, and the bar.
import { enhance } from "./dom.js";

enhance("form[data-bulk]", (form) => {
  let last = null;
  const boxes = () => [...form.querySelectorAll('input[type=checkbox][name="pick"]')];
  const shown = () => boxes().filter((box) => box.offsetParent);

  function show() {
    const values = new Set(boxes().filter((box) => box.checked).map((box) => box.value));
    for (const box of boxes()) box.closest("tr, li, article")?.classList.toggle("is-picked", box.checked);
    for (const count of form.querySelectorAll("[data-bulk-count]")) count.textContent = String(values.size);
    for (const bar of form.querySelectorAll("[data-bulk-bar]")) bar.hidden = !values.size;
    for (const all of form.querySelectorAll("[data-bulk-all]")) {
      const seen = shown();
      all.checked = seen.length > 0 && seen.every((box) => box.checked);
      all.indeterminate = !all.checked && values.size > 0;
    }
  }

  /** The same record may stand twice on a page, as a row and as a card: both are ticked, one is sent. */
  function set(box, on) {
    for (const twin of boxes()) if (twin.value === box.value) twin.checked = on;
  }

  form.addEventListener("click", (event) => {
    const box = event.target;
    if (!box.matches?.('input[name="pick"]')) return;
    const seen = shown();
    if (event.shiftKey && last && seen.includes(last)) {
      const [from, to] = [seen.indexOf(last), seen.indexOf(box)].sort((a, b) => a - b);
      for (const one of seen.slice(from, to + 1)) set(one, box.checked);
    }
    last = box;
    set(box, box.checked);
    show();
  });
  form.addEventListener("change", (event) => {
    if (!event.target.matches("[data-bulk-all]")) return;
    for (const box of shown()) set(box, event.target.checked);
    show();
  });
  form.addEventListener("click", (event) => {
    if (!event.target.closest("[data-bulk-clear]")) return;
    for (const box of boxes()) box.checked = false;
    show();
  });
  form.addEventListener("submit", () => {
    const sent = new Set();
    for (const box of boxes()) {
      if (box.checked && sent.has(box.value)) box.disabled = true;
      sent.add(box.value);
    }
    setTimeout(() => { for (const box of boxes()) box.disabled = false; }, 0);
  });
  document.addEventListener("htmx:afterSwap", show);
  show();
});
