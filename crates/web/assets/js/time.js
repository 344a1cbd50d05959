// Beside a time in the group's zone: the same instant on the reader's own clock, as the title of the element.
export function time() {
  const own = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
  document.querySelectorAll("time[datetime]").forEach((element) => {
    const at = new Date(element.dateTime);
    if (!Number.isNaN(at.valueOf())) element.title = `${own.format(at)} for you`;
  });
}
