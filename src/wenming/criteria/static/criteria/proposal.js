// A draft beside its source: pointing at a line shows all its rows, pointing at a row shows all its lines. Links do the rest.
const rowsOf = (line) => (line.dataset.places || "").split(" ").filter(Boolean).map((id) => document.getElementById(`s${id}`)).filter(Boolean);

let lit = [];

function light(elements) {
  for (const one of lit) one.classList.remove("is-at");
  lit = elements;
  for (const one of lit) one.classList.add("is-at");
}

function point(target) {
  const line = target.closest?.("[data-places]");
  if (line) {
    light([line, ...rowsOf(line)]);
    return;
  }
  const row = target.closest?.("[data-source-row]");
  if (row) {
    const found = document.querySelectorAll(`[data-places~="${CSS.escape(row.dataset.sourceRow)}"]`);
    light([row, ...found]);
  }
}

document.addEventListener("pointerover", (event) => point(event.target));
document.addEventListener("focusin", (event) => point(event.target));
document.addEventListener("click", (event) => {
  const drop = event.target.closest?.("[data-drop-row]");
  if (drop && drop.closest(".cr-lines")) {
    event.preventDefault();
    drop.closest("li").remove();
  }
});
// What takes a row's place is where one goes on typing.
document.addEventListener("htmx:load", (event) => {
  const form = event.target.matches?.(".cr-line.is-editing") && event.target.querySelector("form");
  if (form && !form.querySelector("[aria-invalid=true], .note--late")) form.querySelector("input[name=code]")?.focus({ preventScroll: true });
});
