// Keeps a draft: a copy in this browser at once, and a saved draft on the server when the writer rests.
const REST = 5000;

export function draft(form) {
  const key = `draft:${form.dataset.draft}`;
  const said = form.querySelector("[data-saved]");
  let timer;
  let dirty = false;
  let savedAt;

  const copy = () => {
    const fields = {};
    form.querySelectorAll("textarea[name], input[type=text][name]").forEach((field) => (fields[field.name] = field.value));
    try {
      localStorage.setItem(key, JSON.stringify({ at: Date.now(), basedOn: form.elements.based_on.value, fields }));
    } catch {
      // The browser keeps nothing: the server still does.
    }
  };

  async function save() {
    if (!dirty) return;
    const data = new FormData(form);
    data.delete("picture");
    data.set("do", "autosave");
    const answer = await fetch(form.action, { method: "POST", body: data, headers: { accept: "application/json" } }).catch(() => null);
    const isKept = answer?.ok && answer.headers.get("content-type")?.includes("json");
    if (!isKept) return say(answer?.status === 409 ? "Not saved: somebody else saved it. Save to compare." : "Not saved yet; a copy is in this browser");
    const kept = await answer.json();
    form.elements.based_on.value = kept.based_on;
    here(kept.page);
    dirty = false;
    savedAt = Date.now();
    localStorage.removeItem(key);
    say("Saved just now");
  }
  const say = (words) => said && (said.textContent = words);

  form.addEventListener("input", () => {
    dirty = true;
    copy();
    clearTimeout(timer);
    timer = setTimeout(save, REST);
  });
  form.addEventListener("submit", () => {
    dirty = false;
    localStorage.removeItem(key);
  });
  addEventListener("beforeunload", (event) => dirty && event.preventDefault());
  setInterval(() => savedAt && !dirty && say(ago(savedAt)), 10000);

  form.querySelector("[data-upload]")?.addEventListener("change", () => {
    const button = form.querySelector("[name=do][value=save]");
    dirty = false;
    form.requestSubmit(button);
  });
  offer(form, key, say);
}

// A new post has a page of its own once it is kept: reload and the back button find it there.
function here(page) {
  if (page && location.pathname.endsWith("/posts/new")) history.replaceState(null, "", page);
}

function offer(form, key, say) {
  const kept = JSON.parse(localStorage.getItem(key) ?? "null");
  if (!kept || kept.basedOn !== form.elements.based_on.value) return;
  const lost = Object.entries(kept.fields).filter(([name, value]) => form.elements[name] && form.elements[name].value !== value);
  if (!lost.length) return;
  lost.forEach(([name, value]) => (form.elements[name].value = value));
  say("Restored what was typed here and not saved");
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

function ago(then) {
  const seconds = Math.round((Date.now() - then) / 1000);
  return seconds < 60 ? `Saved ${seconds} seconds ago` : `Saved ${Math.round(seconds / 60)} minutes ago`;
}
