// The calendar as a grid: one tab stop, arrows move by day and week, Enter goes into a day, Escape leaves it,
// m moves a post. Without script it is a table of links.
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

export function grid(table) {
  if (matchMedia("(max-width: 60rem)").matches) return;
  table.setAttribute("role", "grid");
  const days = [...table.querySelectorAll("[data-day]")];
  days.forEach((day) => {
    day.setAttribute("role", "gridcell");
    day.tabIndex = -1;
    day.querySelectorAll("a").forEach((link) => (link.tabIndex = -1));
  });
  const first = days.find((day) => day.hasAttribute("aria-current")) ?? days[0];
  if (first) first.tabIndex = 0;

  const go = (to) => {
    if (!to) return;
    days.forEach((day) => (day.tabIndex = day === to ? 0 : -1));
    to.focus();
  };

  table.addEventListener("keydown", (event) => {
    const day = event.target.closest("[data-day]");
    if (!day || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = days.indexOf(day);
    const links = [...day.querySelectorAll("a")];
    const inside = event.target !== day;
    if (event.key === "m") return move(inside ? event.target.closest("[data-move]") : day.querySelector("[data-move]"));
    if (inside) {
      const next = links[links.indexOf(event.target) + ({ ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0)];
      if (event.key === "Escape") go(day);
      else if (next && next !== event.target) next.focus();
      else return;
    } else if (event.key in STEPS) go(days[at + STEPS[event.key]]);
    else if (event.key === "Home") go(days[at - (at % 7)]);
    else if (event.key === "End") go(days[at - (at % 7) + 6]);
    else if (event.key === "PageUp") document.querySelector("[rel=prev]")?.click();
    else if (event.key === "PageDown") document.querySelector("[rel=next]")?.click();
    else if (event.key === "Enter" && links.length) links[0].focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  drag(table);
}

function drag(table) {
  let dragged;
  table.querySelectorAll("[data-move]").forEach((link) => (link.draggable = true));
  table.addEventListener("dragstart", (event) => (dragged = event.target.closest("[data-move]")));
  table.addEventListener("dragover", (event) => {
    const day = dragged && event.target.closest("[data-day]");
    table.querySelectorAll(".is-drop").forEach((old) => old !== day && old.classList.remove("is-drop"));
    if (!day) return;
    event.preventDefault();
    day.classList.add("is-drop");
  });
  table.addEventListener("drop", (event) => {
    const day = event.target.closest("[data-day]");
    event.preventDefault();
    day?.classList.remove("is-drop");
    if (dragged && day) move(dragged, day.dataset.day);
    dragged = undefined;
  });
}

function move(link, to) {
  const dialog = document.getElementById("move");
  if (!link || !dialog) return;
  const form = dialog.querySelector("form");
  form.action = link.dataset.move;
  form.elements.day.value = to ?? link.closest("[data-day]").dataset.day;
  form.elements.time.value = link.dataset.time;
  dialog.querySelector("[data-moving]").textContent = link.querySelector(".ev__x").textContent;
  dialog.querySelector("[data-close]").onclick = () => dialog.close();
  dialog.onclose = () => link.focus();
  // In braces: a handler that gives back false would take every click in the dialog away from its button.
  dialog.onclick = (event) => {
    if (event.target === dialog) dialog.close();
  };
  dialog.showModal();
  form.elements[to ? "time" : "day"].focus();
}
