"use strict";
(() => {
  const of = (id) => document.getElementById(id);
  const form = of("form"), field = of("password"), button = of("open"), told = of("told");
  const HEADER = 25, NONCE = 12;

  function tell(what) {
    told.textContent = what ? told.dataset[what] : "";
    told.classList.toggle("wrong", what === "wrong" || what === "old");
    field.setAttribute("aria-invalid", String(what === "wrong"));
    button.disabled = what === "wait" || what === "old";
  }

  // Passwords are printable ASCII; NFKC makes it of what input methods type full-width.
  async function opened(password) {
    const bytes = Uint8Array.from(atob(of("sealed").textContent), (one) => one.charCodeAt(0));
    const header = bytes.subarray(0, HEADER), nonce = bytes.subarray(HEADER, HEADER + NONCE);
    const iterations = new DataView(bytes.buffer).getUint32(5), salt = header.subarray(9);
    const typed = new TextEncoder().encode(password.normalize("NFKC"));
    const secret = await crypto.subtle.importKey("raw", typed, "PBKDF2", false, ["deriveKey"]);
    const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
    const key = await crypto.subtle.deriveKey(how, secret, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
    const sealed = { name: "AES-GCM", iv: nonce, additionalData: header };
    const packed = await crypto.subtle.decrypt(sealed, key, bytes.subarray(HEADER + NONCE));
    return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
  }

  // The bill takes this document's place, so that it prints page by page. It runs nothing: scripts that DOMParser
  // read never start, and the policy of this page, which stays in force, allows no script but this one.
  function show(html) {
    const bill = new DOMParser().parseFromString(html, "text/html");
    bill.querySelectorAll("script, base, meta[http-equiv], link:not([rel~=stylesheet i])").forEach((one) => one.remove());
    document.replaceChild(document.adoptNode(bill.documentElement), document.documentElement);
    document.body.tabIndex = -1;
    document.body.focus();
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.disabled) return;
    tell("wait");
    try {
      show(await opened(field.value));
    } catch {
      tell("wrong");
      field.select();
      field.focus();
    }
  });
  if (!window.isSecureContext || !window.crypto?.subtle || !window.DecompressionStream) tell("old");
})();
