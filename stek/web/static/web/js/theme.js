/* Change the colours where you are: no new page, no flash, what you were typing stays.
   The form works without this: it posts and comes back. */
(() => {
  const root = document.documentElement;

  const show = (theme) => {
    if (theme) root.dataset.thema = theme; else delete root.dataset.thema;
    for (const button of document.querySelectorAll("[data-theme-form] [aria-pressed]")) {
      button.setAttribute("aria-pressed", String(button.value === theme));
    }
    for (const button of document.querySelectorAll("[data-theme-form] .tog")) {
      button.hidden = (button.value === "nacht") === (theme === "nacht");
    }
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("[data-theme-form]");
    const button = event.submitter;
    if (!form || !button) return;
    event.preventDefault();
    event.stopPropagation();
    const before = root.dataset.thema ?? "";
    const body = new FormData(form);
    body.set("thema", button.value);
    show(button.value);
    form.querySelector(".tog:not([hidden])")?.focus();
    try {
      const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" });
      if (answer.type !== "opaqueredirect" && !answer.ok) throw new Error(answer.status);
    } catch {
      return; // out of reach: the choice holds for this page
    }
    // Some pages say something else at night (a parent's home): fetch those anew, never one in which somebody began.
    const night = before === "nacht" || button.value === "nacht";
    const typed = [...document.querySelectorAll("textarea, input:not([type=hidden]), option")].some((field) =>
      field.localName === "textarea" ? field.value
        : field.localName === "option" ? field.selected && !field.defaultSelected && field.index > 0
        : field.value !== field.defaultValue || field.checked !== field.defaultChecked);
    if (night && !typed && document.body.classList.contains("for-parent")) location.reload();
  }, true);
})();
