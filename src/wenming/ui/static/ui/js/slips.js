// Receipts: one fact at the foot of the page, gone after a while, longer while it is looked at.
import { make } from "./dom.js";

const STAY = 6000;

/** Show a receipt. tone "late" stays until it is closed. */
export function slip(text, tone = "done") {
  const place = document.getElementById("slips");
  if (!place || !text) return;
  const one = make("div", tone === "late" ? "slip slip--late" : "slip");
  one.append(make("span", "grow", text));
  const close = make("button", "slip__close", "×");
  close.type = "button";
  close.setAttribute("aria-label", document.body.dataset.wordsClose);
  close.addEventListener("click", () => one.remove());
  one.append(close);
  place.append(one);
  while (place.children.length > 3) place.firstElementChild.remove();
  if (tone === "late") return;
  let timer;
  const start = () => { timer = setTimeout(() => one.remove(), STAY); };
  one.addEventListener("pointerenter", () => clearTimeout(timer));
  one.addEventListener("focusin", () => clearTimeout(timer));
  one.addEventListener("pointerleave", start);
  start();
}

/** Turn messages of plain success into receipts; what must be read stays on the page. */
export function takeSlips(root) {
  for (const message of root.querySelectorAll("[data-slip]")) {
    slip(message.textContent.trim());
    const said = message.parentElement;
    message.remove();
    if (said && said.matches("[data-said]") && !said.children.length) said.remove();
  }
}

document.addEventListener("ui:slip", (event) => {
  const detail = event.detail || {};
  slip(detail.value || detail.text || (typeof detail === "string" ? detail : ""), detail.tone);
});
document.addEventListener("htmx:load", (event) => takeSlips(event.target));
