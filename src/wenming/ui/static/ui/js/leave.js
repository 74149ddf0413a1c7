// <form data-leave> and data-autosave: asks before one walks away from what is not kept yet.
const changed = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-leave], form[data-autosave]");
  if (form) {
    changed.add(form);
    form.dataset.dirty = "1";
  }
});

function clean(form) {
  changed.delete(form);
  delete form.dataset.dirty;
}

document.addEventListener("submit", (event) => { if (!event.defaultPrevented) clean(event.target); });
document.addEventListener("reset", (event) => clean(event.target));
document.addEventListener("ui:saved", (event) => clean(event.target));
window.addEventListener("beforeunload", (event) => {
  for (const form of changed) if (!form.isConnected) changed.delete(form);
  if (changed.size) event.preventDefault();
});
