/* One press is enough: a form that is on its way is not sent again. The server recognises a
   second copy anyway; this only spares a person the doubt. */
(() => {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.getAttribute("aria-busy") === "true") { event.preventDefault(); return; }
    form.setAttribute("aria-busy", "true");
    // aria-disabled, not disabled: the pressed button's name and value must still be sent.
    for (const button of form.querySelectorAll("button:not([type=button])")) button.setAttribute("aria-disabled", "true");
  });

  // Who will read it could not be asked for what is chosen now: then nobody is named.
  document.addEventListener("htmx:error", ({ target }) => {
    if (target.dataset?.unknown) target.querySelector("#readers-said").textContent = target.dataset.unknown;
  });

  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[aria-busy]")) {
      form.removeAttribute("aria-busy");
      for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
    }
  });
})();
