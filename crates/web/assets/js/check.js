// The verdict while somebody writes: after 600 ms of rest the server is asked, and the parts it computed are swapped.
// Focus never moves; the panel is a polite live region.
const REST = 600;

export function check(form) {
  let timer;
  let asking;

  async function ask() {
    asking?.abort();
    asking = new AbortController();
    const data = new FormData(form);
    data.delete("picture");
    try {
      const answer = await fetch(form.dataset.check, {
        method: "POST",
        body: data,
        signal: asking.signal,
        headers: { accept: "text/html" },
      });
      if (answer.ok) swap(await answer.text());
    } catch (trouble) {
      if (trouble.name !== "AbortError") console.warn("The check did not answer:", trouble);
    }
  }

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, REST);
  };
  form.addEventListener("input", (event) => event.target.name !== "see" && later());
  form.addEventListener("change", (event) => event.target.name !== "see" && later());
}

function swap(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const seen = document.querySelector("[name=see]:checked")?.id;
  fresh.querySelectorAll("[data-part]").forEach((part) => {
    const old = document.querySelector(`[data-part="${part.dataset.part}"]`);
    if (!old || old.textContent === part.textContent) return;
    if (old.contains(document.activeElement)) return;
    old.replaceChildren(...part.childNodes);
    old.className = part.className;
  });
  const radio = seen && document.getElementById(seen);
  if (radio) radio.checked = true;
  document.dispatchEvent(new CustomEvent("nuncio:checked"));
}
