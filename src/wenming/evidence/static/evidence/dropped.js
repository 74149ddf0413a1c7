// <form data-dropped> around a place to drop (ui/upload.js): when all files are sent, what is new is offered to be completed
// together, and parts of the page that show evidence are told. With data-reload the page is read anew instead; where something
// was refused, or typed and not saved yet, only the files are. What was registered is then asked after until it has been checked:
// a file that turns out to be of no use turns red with the reason, and only records that can be used are offered.
const ASK_AFTER = [1500, 2500, 4000, 6000, 10000, 15000, 30000]; // ms

/** The row of a record in the list turns red. */
function refuse(form, record, why) {
  for (const item of form.querySelectorAll('[data-drop-list] > li[data-state="done"]')) {
    if (item.dataset.record !== record) continue;
    item.dataset.state = "refused";
    const state = item.querySelector(".drop__state");
    state.className = "drop__state small late";
    state.textContent = why;
    item.querySelector("progress")?.remove();
  }
}

const forms = document.querySelectorAll("form[data-dropped]");

for (const form of forms) {
  const fresh = [];
  const unusable = new Set();
  let asking = 0;
  let sent = 0;
  form.addEventListener("ui:uploaded", (event) => {
    sent += 1;
    const { record, known, url } = event.detail.answer;
    for (const link of form.querySelectorAll("[data-drop-list] .drop__name > a")) {
      if (record && !known && link.getAttribute("href") === url) link.closest("li").dataset.record = String(record);
    }
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
    offer();
    ask(0);
    document.body.dispatchEvent(new CustomEvent("evidence-changed"));
  });

  /** What can be used is offered to be completed. */
  function offer() {
    const next = form.querySelector("[data-drop-next]");
    if (!next) return;
    const usable = fresh.filter((key) => !unusable.has(key));
    next.hidden = !usable.length;
    next.querySelector("[data-drop-count]").textContent = String(usable.length);
    next.querySelector("a").href = `${form.dataset.completeUrl}?${new URLSearchParams(usable.map((key) => ["pick", key]))}`;
  }

  /** Ask what the check found, less often the longer it takes; a new upload begins anew. */
  function ask(time) {
    clearTimeout(asking);
    if (!form.dataset.stateUrl || !fresh.length || time >= ASK_AFTER.length) return;
    asking = setTimeout(async () => {
      const query = new URLSearchParams(fresh.slice(-200).map((key) => ["pick", key]));
      const answer = await fetch(`${form.dataset.stateUrl}?${query}`, { headers: { Accept: "application/json" } }).catch(() => null);
      const said = answer?.ok ? await answer.json().catch(() => null) : null;
      if (!said) { ask(time + 1); return; }
      for (const key of said.unusable) unusable.add(key);
      for (const [record, files] of Object.entries(said.files)) {
        refuse(form, record, Object.values(files).join(" "));
      }
      offer();
      if (said.waiting.length) ask(time + 1);
      else document.body.dispatchEvent(new CustomEvent("evidence-changed"));
    }, ASK_AFTER[time]);
  }

  const zone = form.querySelector("[data-drop]");
  const camera = form.querySelector("input[data-camera]");
  camera?.addEventListener("change", () => {
    zone.dispatchEvent(new CustomEvent("ui:take", { detail: { files: [...camera.files] } }));
    camera.value = "";
  });
}
