// Passkeys: the server's question goes to the browser, its answer goes back in the form.
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
  if (answer.redirected) {
    location.assign(answer.url);
    return new Promise(() => {});
  }
  const question = await answer.json().catch(() => ({}));
  if (!question.publicKey) throw new Error(question.trouble ?? "The server did not start it. Reload the page and try again.");
  const { publicKey } = question;
  return publicKey.user
    ? made(await navigator.credentials.create({ publicKey: toMake(publicKey) }))
    : used(await navigator.credentials.get({ publicKey: toUse(publicKey) }));
}

// Questions and answers are JSON with bytes as base64url; browsers have the bytes themselves.
function toMake(asked) {
  return {
    ...asked,
    challenge: bytes(asked.challenge),
    user: { ...asked.user, id: bytes(asked.user.id) },
    excludeCredentials: known(asked.excludeCredentials),
  };
}

function toUse(asked) {
  return { ...asked, challenge: bytes(asked.challenge), allowCredentials: known(asked.allowCredentials) };
}

const known = (keys = []) => keys.map((key) => ({ ...key, id: bytes(key.id), transports: key.transports ?? undefined }));

function made(credential) {
  const { clientDataJSON, attestationObject } = credential.response;
  return answer(credential, { clientDataJSON: text(clientDataJSON), attestationObject: text(attestationObject) });
}

function used(credential) {
  const { clientDataJSON, authenticatorData, signature, userHandle } = credential.response;
  return answer(credential, {
    clientDataJSON: text(clientDataJSON),
    authenticatorData: text(authenticatorData),
    signature: text(signature),
    userHandle: userHandle && text(userHandle),
  });
}

const answer = (credential, response) => ({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response });

function bytes(base64url) {
  return Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
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
