/**
 * A form that is sent with what the browser's passkey says. `data-do` is "create" or "get"; what is asked stands in the
 * page (`data-options`, an id) or is fetched (`data-from`). Where the browser has no passkeys it stays hidden.
 */
class PasskeyForm extends HTMLElement {
  connectedCallback() {
    this.hidden = !window.PublicKeyCredential;
    this.addEventListener("submit", this);
  }
  disconnectedCallback() { this.removeEventListener("submit", this); }

  async handleEvent(event) {
    event.preventDefault();
    this.trouble.hidden = true;
    try {
      const { publicKey } = await this.asked();
      const made = await navigator.credentials[this.dataset.do]({ publicKey: opened(publicKey) });
      this.querySelector("[name=credential]").value = JSON.stringify(told(made));
      this.querySelector("form").submit();
    } catch {
      this.trouble.hidden = false;
      this.trouble.focus();
    }
  }

  get trouble() { return this.querySelector("[role=alert]"); }

  async asked() {
    const written = document.getElementById(this.dataset.options ?? "");
    if (written) return JSON.parse(written.textContent)[this.dataset.do === "create" ? "creation_options" : "request_options"];
    const answer = await fetch(this.dataset.from, { headers: { Accept: "application/json" } });
    return (await answer.json()).request_options;
  }
}

/** What the server asks, with its base64url as bytes (WebAuthn level 2). */
function opened(asked) {
  const listed = (all) => all?.map((one) => ({ ...one, id: bytes(one.id) }));
  const user = asked.user && { ...asked.user, id: bytes(asked.user.id) };
  return {
    ...asked,
    challenge: bytes(asked.challenge),
    ...(user ? { user } : {}),
    ...(asked.excludeCredentials ? { excludeCredentials: listed(asked.excludeCredentials) } : {}),
    ...(asked.allowCredentials ? { allowCredentials: listed(asked.allowCredentials) } : {}),
  };
}

/** What the passkey says, with its bytes as base64url. */
function told(made) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (made.response[name]) response[name] = letters(made.response[name]);
  }
  return { id: made.id, rawId: letters(made.rawId), type: made.type, response, clientExtensionResults: made.getClientExtensionResults() };
}

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
const letters = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

customElements.define("passkey-form", PasskeyForm);
