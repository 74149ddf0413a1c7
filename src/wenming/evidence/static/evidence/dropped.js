// <form data-dropped> around a place to drop (ui/upload.js): when all files are sent, what is new is offered to be completed
// together, and parts of the page that show evidence are told. With data-reload the page is read anew instead; where something
// was refused, or typed and not saved yet, only the files are.
const forms = document.querySelectorAll("form[data-dropped]");

for (const form of forms) {
  const fresh = [];
  let sent = 0;
  form.addEventListener("ui:uploaded", (event) => {
    sent += 1;
    const { record, known } = event.detail.answer;
    if (record && !known && !fresh.includes(record)) fresh.push(record);
  });
  form.addEventListener("ui:uploads-done", () => {
    if (!sent) return;
    if ("reload" in form.dataset) {
      const stays = form.querySelector('[data-drop-list] > li:not([data-state="done"])');
      const typed = document.querySelector("form[data-dirty]");
      if (!stays && !typed) location.reload();
      else window.htmx?.ajax("GET", location.pathname, { target: "#record-files", swap: "outerHTML" });
      return;
    }
    const next = form.querySelector("[data-drop-next]");
    if (next && fresh.length) {
      next.hidden = false;
      next.querySelector("[data-drop-count]").textContent = String(fresh.length);
      const query = new URLSearchParams(fresh.map((key) => ["pick", key]));
      next.querySelector("a").href = `${form.dataset.completeUrl}?${query}`;
    }
    document.body.dispatchEvent(new CustomEvent("evidence-changed"));
  });
  const zone = form.querySelector("[data-drop]");
  const camera = form.querySelector("input[data-camera]");
  camera?.addEventListener("change", () => {
    zone.dispatchEvent(new CustomEvent("ui:take", { detail: { files: [...camera.files] } }));
    camera.value = "";
  });
}
