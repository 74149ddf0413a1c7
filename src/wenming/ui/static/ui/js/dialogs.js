// Questions before a step: <dialog> opened by data-dialog, and data-confirm for a plain yes or no.
import { enhance, make, words } from "./dom.js";

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    const dialog = document.getElementById(opener.dataset.dialog);
    if (dialog && dialog.showModal) {
      event.preventDefault();
      const form = dialog.querySelector("form");
      if (opener.dataset.dialogAction && form) form.action = opener.dataset.dialogAction;
      dialog.showModal();
    }
    return;
  }
  const closer = event.target.closest("[data-close]");
  if (closer) closer.closest("dialog")?.close();
  else if (event.target.matches("dialog[open]")) {
    const box = event.target.getBoundingClientRect();
    const inside = event.clientX >= box.left && event.clientX <= box.right
      && event.clientY >= box.top && event.clientY <= box.bottom;
    if (!inside) event.target.close();
  }
});

// A dialog that came back with something to mend opens again.
enhance("dialog[data-open]", (dialog) => dialog.showModal());

function ask(question) {
  return new Promise((answer) => {
    const dialog = make("dialog", "dialog");
    const body = make("div");
    const text = make("p", "", question);
    text.id = "ui-question";
    dialog.setAttribute("aria-labelledby", text.id);
    body.append(text);
    const foot = make("footer");
    const no = make("button", "btn", words("no"));
    const yes = make("button", "btn btn-primary", words("yes"));
    no.type = yes.type = "button";
    foot.append(no, yes);
    dialog.append(body, foot);
    document.body.append(dialog);
    let agreed = false;
    no.addEventListener("click", () => dialog.close());
    yes.addEventListener("click", () => { agreed = true; dialog.close(); });
    dialog.addEventListener("close", () => { dialog.remove(); answer(agreed); });
    dialog.showModal();
  });
}

const agreed = new WeakSet();
document.addEventListener("submit", async (event) => {
  const form = event.target;
  const by = event.submitter;
  const question = by?.dataset.confirm || form.dataset.confirm;
  if (!question || agreed.delete(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (await ask(question)) {
    agreed.add(form);
    form.requestSubmit(by || undefined);
  }
}, true);
