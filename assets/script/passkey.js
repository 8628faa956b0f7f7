// Passkeys: asks the phone or computer for a key or a proof, and sends it by the form that stands on the page.
(() => {
  if (!window.PublicKeyCredential) return;
  const said = (text) => new TextEncoder().encode(text);
  const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  const text = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

  async function ask({ passkey, challenge, mart, user, name, known }) {
    const keys = known.split(" ").filter(Boolean).map((id) => ({ type: "public-key", id: bytes(id) }));
    if (passkey === "get") {
      return navigator.credentials.get({ publicKey: { challenge: said(challenge), allowCredentials: keys, userVerification: "preferred" } });
    }
    return navigator.credentials.create({
      publicKey: {
        challenge: said(challenge),
        rp: { name: mart },
        user: { id: said(user), name, displayName: name },
        pubKeyCredParams: [{ type: "public-key", alg: -7 }, { type: "public-key", alg: -257 }],
        excludeCredentials: keys,
        authenticatorSelection: { userVerification: "preferred" },
      },
    });
  }

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const failed = form.querySelector("[data-failed]");
      failed.hidden = true;
      try {
        const { rawId, response } = await ask(form.dataset);
        const fill = (field, value) => form.elements[field] && (form.elements[field].value = text(value));
        fill("client_data", response.clientDataJSON);
        fill("authenticator_data", response.authenticatorData ?? response.getAuthenticatorData());
        fill("credential", rawId);
        fill("signature", response.signature);
        form.submit();
      } catch {
        failed.hidden = false;
      }
    });
  }
})();
