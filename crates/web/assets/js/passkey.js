// Passkeys: the server's challenge goes to the browser, its answer goes back in the form.
// The form is then sent as any other, so that there is one path for what follows.
export function passkey(form) {
  const button = form.querySelector("button");
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    button.disabled = true;
    try {
      form.elements.credential.value = JSON.stringify(await ask(form));
      form.submit();
    } catch (trouble) {
      say(form, trouble.name === "NotAllowedError" ? "The browser was not given a passkey. Try again." : trouble.message);
      button.disabled = false;
    }
  });
}

async function ask(form) {
  const body = new URLSearchParams(new FormData(form));
  const answer = await fetch(form.dataset.passkey, { method: "POST", body, headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error("The server did not start it. Reload the page and try again.");
  const { publicKey } = await answer.json();
  const known = PublicKeyCredential;
  const credential = publicKey.user
    ? await navigator.credentials.create({ publicKey: known.parseCreationOptionsFromJSON(publicKey) })
    : await navigator.credentials.get({ publicKey: known.parseRequestOptionsFromJSON(publicKey) });
  return credential.toJSON();
}

function say(form, words) {
  let line = form.querySelector("[role=alert]");
  if (!line) {
    line = document.createElement("p");
    line.className = "field__error";
    line.setAttribute("role", "alert");
    form.append(line);
  }
  line.textContent = words;
}
