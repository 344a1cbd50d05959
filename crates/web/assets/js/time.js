// Beside a time in the group's zone: the same instant on the reader's own clock, as the title of the element.
// The zone is noted in a cookie, so that the server can write "16:00 for you" itself.
export function time() {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone) document.cookie = `zone=${zone}; path=/; max-age=31536000; samesite=lax`;
  const own = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
  document.querySelectorAll("time[datetime]").forEach((element) => {
    const at = new Date(element.dateTime);
    if (!Number.isNaN(at.valueOf())) element.title = `${own.format(at)} for you`;
  });
}
