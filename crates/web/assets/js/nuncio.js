// Starts what a page needs. Everything works without any of this.
import { check } from "./check.js";
import { count } from "./count.js";
import { draft } from "./draft.js";
import { grid } from "./grid.js";
import { keys } from "./keys.js";
import { passkey } from "./passkey.js";
import { time } from "./time.js";

const each = (selector, start) => document.querySelectorAll(selector).forEach(start);

each("[data-unneeded]", (button) => (button.hidden = true));
each("select[data-submit]", (select) => select.addEventListener("change", () => select.form.requestSubmit()));
each("[data-copy]", (button) => {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.lastChild.textContent = "Copied";
  });
});
each("[role=alert][tabindex]", (summary) => summary.focus());
each("form[data-check]", (form) => {
  count(form);
  check(form);
  draft(form);
});
each("[data-grid]", grid);
each("form[data-passkey]", passkey);
keys();
time();
