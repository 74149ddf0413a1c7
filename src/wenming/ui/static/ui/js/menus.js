// <details data-menu>: closes on Esc, outside, and when the focus leaves; arrows move; a key may open it.
import { typing } from "./dom.js";

const opened = () => document.querySelector("details[data-menu][open]");
const choices = (menu) => [...menu.querySelectorAll("ul a[href], ul button")].filter((one) => one.offsetParent);

function close(menu, backToSummary = false) {
  menu.open = false;
  if (backToSummary) menu.querySelector("summary").focus();
}

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) close(menu);
  }
});

document.addEventListener("focusin", (event) => {
  const menu = opened();
  if (menu && !menu.contains(event.target)) close(menu);
});

document.addEventListener("keydown", (event) => {
  const menu = opened();
  if (!menu) {
    if (typing(event)) return;
    const wanted = document.querySelector(`details[data-menu-key="${CSS.escape(event.key)}"]`);
    if (wanted && wanted.offsetParent) {
      event.preventDefault();
      wanted.open = true;
      choices(wanted)[0]?.focus();
    }
    return;
  }
  if (event.key === "Escape") {
    event.preventDefault();
    close(menu, true);
    return;
  }
  if (typing(event) || !menu.contains(document.activeElement)) return;
  const all = choices(menu);
  const at = all.indexOf(document.activeElement);
  const go = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (go !== undefined && all.length) {
    event.preventDefault();
    all[(go + all.length) % all.length].focus();
    return;
  }
  const chosen = menu.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (chosen) {
    event.preventDefault();
    chosen.click();
  }
});
