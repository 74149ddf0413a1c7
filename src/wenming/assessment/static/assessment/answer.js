// The form of a line: says whether it is saved, asks for no goodbye but sends what is left, adds rows for awards.
import { token, words } from "../ui/js/dom.js";

const form = document.getElementById("answer-form");

if (form) {
  const place = document.querySelector("[data-answer-saved]");
  let dirty = false;
  let refused = false;

  const say = (state) => {
    const clock = new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
    place.textContent = state === "saved" ? `${words("saved", place)} ${clock}` : words(state, place);
    place.classList.toggle("late", state === "failed" || state === "refused");
  };

  form.addEventListener("input", () => { dirty = true; });
  form.addEventListener("htmx:beforeRequest", () => {
    dirty = false;
    say("saving");
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    const { successful, xhr } = event.detail;
    refused = !successful;
    dirty = dirty || refused;
    say(successful ? "saved" : xhr.status ? "refused" : "failed");
  });

  // Whoever leaves within the pause before a save loses nothing; what was refused is asked about.
  window.addEventListener("pagehide", () => {
    if (!dirty || refused) return;
    const body = new FormData(form);
    body.set("csrfmiddlewaretoken", token());
    navigator.sendBeacon(form.action, body);
  });
  window.addEventListener("beforeunload", (event) => { if (dirty && refused) event.preventDefault(); });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-discard]")) dirty = false;
  });

  form.addEventListener("click", (event) => {
    if (!event.target.closest("[data-add-row]")) return;
    const rows = form.querySelector("[data-rows]");
    const last = rows.lastElementChild;
    const number = rows.children.length;
    const row = last.cloneNode(true);
    for (const part of row.querySelectorAll("[name], [for], [id]")) {
      for (const key of ["name", "id", "for"]) {
        if (part.hasAttribute(key)) part.setAttribute(key, part.getAttribute(key).replace(/_\d+$/, `_${number}`));
      }
      if ("value" in part) part.value = "";
    }
    rows.append(row);
    row.querySelector("select").focus();
  });
}
