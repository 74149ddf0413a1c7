// "/" goes to the search box; Esc leaves the rail that a phone has opened.
import { typing } from "./dom.js";

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && location.hash === "#rail") location.hash = "#main";
  if (event.key !== "/" || typing(event)) return;
  const box = document.querySelector("[data-search]");
  if (box && box.offsetParent) {
    event.preventDefault();
    box.focus();
    box.select();
  }
});
