// Single presses: copy, print, back, fill in, submit on change.
import { words } from "./dom.js";
import { slip } from "./slips.js";

async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const area = document.createElement("textarea"); // an intranet page over http has no clipboard of its own
  area.value = text;
  area.className = "sr";
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

function fill(pairs) {
  const fields = new URLSearchParams(pairs);
  const form = [...document.forms].find((one) => [...fields.keys()].every((name) => one.elements[name]));
  if (!form) return;
  for (const [name, value] of fields) form.elements[name].value = value;
  form.querySelector("[type=submit]").focus();
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-print], [data-back], [data-fill]");
  if (!button) return;
  if ("print" in button.dataset) window.print();
  else if ("back" in button.dataset) history.back();
  else if ("fill" in button.dataset) fill(button.dataset.fill);
  else {
    const text = button.dataset.copy || location.href;
    await copy(text.startsWith("/") ? location.origin + text : text);
    slip(words("done", button));
  }
});

document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-auto]")) event.target.form.requestSubmit();
});
