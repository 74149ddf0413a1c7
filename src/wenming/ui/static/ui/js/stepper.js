// data-stepper: − and ＋ beside a whole number; arrow keys in the field do the same.

function step(input, by) {
  const now = Number.parseInt(input.value, 10);
  const low = input.dataset.min === undefined ? -Infinity : Number(input.dataset.min);
  const high = input.dataset.max === undefined ? Infinity : Number(input.dataset.max);
  const next = Math.min(high, Math.max(low, (Number.isNaN(now) ? Math.max(low, 0) - (by > 0 ? by : 0) : now) + by));
  if (String(next) === input.value) return;
  input.value = String(next);
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-stepper] [data-step]");
  if (button) step(button.closest("[data-stepper]").querySelector("input"), Number(button.dataset.step));
});

document.addEventListener("keydown", (event) => {
  if (!event.target.matches?.("[data-stepper] input")) return;
  const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
  if (by) {
    event.preventDefault();
    step(event.target, by);
  }
});
