// How long the text is, at once and roughly, until the server's exact count arrives: graphemes against each limit.
export function count(form) {
  const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });
  const rough = document.createElement("span");
  rough.className = "quiet num s";
  form.querySelector(".writebar")?.prepend(rough);

  function show() {
    const text = document.activeElement?.matches?.("[data-count]") ? document.activeElement : form.querySelector("[data-count]");
    if (!text) return;
    const used = [...letters.segment(text.value)].length;
    rough.textContent = `${used} character${used === 1 ? "" : "s"}`;
  }
  form.addEventListener("input", show);
  form.addEventListener("focusin", show);
  show();
}
