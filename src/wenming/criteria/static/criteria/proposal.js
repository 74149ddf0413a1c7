// A draft beside its source: pointing at a line shows its rows, pointing at a row shows its lines. Links do the rest.
const lineOf = (id) => document.querySelector(`[data-places~="${CSS.escape(id)}"]`);
const rowsOf = (line) => (line.dataset.places || "").split(" ").filter(Boolean).map((id) => document.getElementById(`s${id}`)).filter(Boolean);

let lit = [];

function light(elements) {
  for (const one of lit) one.classList.remove("is-at");
  lit = elements;
  for (const one of lit) one.classList.add("is-at");
}

/** Scroll only the pane of the source table, never the page. */
function bring(row) {
  const pane = row && row.closest("[data-source]");
  if (!pane) return;
  const box = pane.getBoundingClientRect();
  const at = row.getBoundingClientRect();
  if (at.top < box.top || at.bottom > box.bottom) pane.scrollTop += at.top - box.top - box.height / 3;
}

function point(target, follow) {
  const line = target.closest?.("[data-places]");
  if (line) {
    const rows = rowsOf(line);
    light([line, ...rows]);
    if (follow) bring(rows[0]);
    return;
  }
  const row = target.closest?.("[data-source-row]");
  if (row) {
    const found = document.querySelectorAll(`[data-places~="${CSS.escape(row.dataset.sourceRow)}"]`);
    light([row, ...found]);
  }
}

document.addEventListener("pointerover", (event) => point(event.target, false));
document.addEventListener("focusin", (event) => point(event.target, true));
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-to-line]");
  if (link) {
    const line = lineOf(link.dataset.toLine);
    event.preventDefault();
    line?.scrollIntoView({ block: "center" });
    line?.querySelector("a, button, input")?.focus({ preventScroll: true });
    return;
  }
  const drop = event.target.closest?.("[data-drop-row]");
  if (drop && drop.closest("#lines")) {
    event.preventDefault();
    drop.closest("li").remove();
    return;
  }
  const line = event.target.closest?.("[data-places]");
  if (line && !event.target.closest("a, button, input, select, textarea, label, summary")) bring(rowsOf(line)[0]);
});
// What takes a row's place is where one goes on typing.
document.addEventListener("htmx:load", (event) => {
  const form = event.target.matches?.(".cr-line.is-editing") && event.target.querySelector("form");
  if (form && !form.querySelector("[aria-invalid=true], .note--late")) form.querySelector("input[name=code]")?.focus({ preventScroll: true });
});
// On a narrow screen the source starts folded, below the lines' heads.
if (window.matchMedia("(max-width: 767px)").matches) {
  for (const pane of document.querySelectorAll("details[data-wide-open]")) pane.open = false;
}
