// <form data-autosave>: what is typed is kept after a pause, one request at a time, and [data-saved] says so.
// A form with hx-post is sent by htmx; then this part only keeps the word up to date.
import { enhance, words } from "./dom.js";

const PAUSE = 700;

function say(form, state) {
  const place = form.querySelector("[data-saved]")
    || document.querySelector(`[data-saved-for="${CSS.escape(form.id || "-")}"]`);
  if (!place) return;
  const clock = new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
  place.textContent = state === "saved" ? `${words("saved", place)} ${clock}` : words(state, place);
  place.classList.toggle("late", state === "failed");
}

function byFetch(form) {
  let timer;
  let busy = false;
  let again = false;

  async function save() {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    again = false;
    say(form, "saving");
    try {
      const answer = await fetch(form.action || location.href, {
        method: "POST", body: new FormData(form), credentials: "same-origin", headers: { "X-Autosave": "1" },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      say(form, "saved");
      form.dispatchEvent(new CustomEvent("ui:saved", { bubbles: true, detail: { body: await answer.text() } }));
    } catch {
      say(form, "failed");
    }
    busy = false;
    if (again) save();
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, Number(form.dataset.autosave) || PAUSE);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
  window.addEventListener("online", () => { if (form.dataset.dirty) save(); });
}

enhance("form[data-autosave]", (form) => {
  if (!form.hasAttribute("hx-post")) {
    byFetch(form);
    return;
  }
  form.addEventListener("htmx:beforeRequest", () => say(form, "saving"));
  form.addEventListener("htmx:sendError", () => say(form, "failed"));
  form.addEventListener("htmx:afterRequest", (event) => {
    const good = event.detail.successful;
    say(form, good ? "saved" : "failed");
    if (good) form.dispatchEvent(new CustomEvent("ui:saved", { bubbles: true }));
  });
});
