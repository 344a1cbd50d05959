// Keys: single letters outside fields (can be switched off), arrows in tab lists, Ctrl+Enter presses the button the form
// is for.
const OFF = "keys-off";
const PLACES = { h: "/", c: "/calendar", r: "/requests", m: "/members", a: "/audit" };

export function keys() {
  const base = document.body.dataset.base;
  let going = false;
  const off = () => localStorage.getItem(OFF) === "yes";

  document.querySelectorAll("[data-keys-switch]").forEach((box) => {
    box.checked = !off();
    box.addEventListener("change", () => localStorage.setItem(OFF, box.checked ? "no" : "yes"));
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = event.target.form;
      if (!form) return;
      // The browser would press the first button as well; this presses the one that the form is for.
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-primary]") ?? form.querySelector("button:not([type=button])"));
      return;
    }
    const writing = event.target.matches?.("input, textarea, select, [contenteditable]");
    if (writing || off() || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (going && base && PLACES[event.key]) location.assign(base + PLACES[event.key]);
    going = event.key === "g";
    if (event.key === "n" && base) location.assign(`${base}/posts/new`);
    if (event.key === "?") document.getElementById("help")?.togglePopover();
    if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
  });

  document.querySelectorAll("[data-tabs]").forEach(tabs);
  document.addEventListener("nuncio:checked", () => document.querySelectorAll("[data-tabs]").forEach(select));
}

function step(by) {
  const rows = [...document.querySelectorAll("[data-list] :is(a.row__title, a.ev, summary)")];
  rows[Math.max(0, Math.min(rows.length - 1, rows.indexOf(document.activeElement) + by))]?.focus();
}

function tabs(list) {
  list.setAttribute("role", "tablist");
  list.addEventListener("keydown", (event) => {
    const all = [...list.querySelectorAll("a")];
    const at = all.indexOf(event.target);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === " ") event.target.click();
    else if (to !== undefined) all[(to + all.length) % all.length].focus();
    else return;
    event.preventDefault();
  });
  addEventListener("hashchange", () => select(list));
  select(list);
}

function select(list) {
  const all = [...list.querySelectorAll("a")];
  const chosen = all.find((tab) => tab.hash === location.hash) ?? all[0];
  all.forEach((tab) => {
    const panel = document.getElementById(tab.hash.slice(1));
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-selected", String(tab === chosen));
    tab.setAttribute("aria-controls", tab.hash.slice(1));
    tab.tabIndex = tab === chosen ? 0 : -1;
    panel?.setAttribute("role", "tabpanel");
    panel?.setAttribute("aria-label", tab.textContent.trim());
  });
}
