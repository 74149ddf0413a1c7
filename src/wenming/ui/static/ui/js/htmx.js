// What htmx needs from us; how answers are treated stands in <meta name="htmx-config">.
import { token, words } from "./dom.js";
import { slip } from "./slips.js";

document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token();
});
document.addEventListener("htmx:sendError", () => slip(words("offline"), "late"));
document.addEventListener("htmx:timeout", () => slip(words("offline"), "late"));
document.addEventListener("htmx:responseError", (event) => {
  const status = event.detail.xhr.status;
  slip(status === 404 ? words("gone") : words("error"), "late");
});
// After a swap the reader is told what was refused, and lands on it.
document.addEventListener("htmx:afterSwap", (event) => {
  const refusal = event.target.querySelector("[aria-invalid=true], .note--late");
  if (refusal && event.detail.xhr.status >= 400) {
    if (!refusal.matches("input, select, textarea")) refusal.tabIndex = -1;
    refusal.focus();
  }
});
