/* A passkey that did not come: cancelled, not recognised, or another one than ours. The device says
   why in its own window; the page says what to do now (parts/passkey_says.html) and everything stays. */
(() => {
  const says = document.querySelector("[data-passkey-says]");

  document.addEventListener("allauth.error", (event) => {
    if (!says) return;
    event.preventDefault();
    says.hidden = false;
  });

  document.addEventListener("click", (event) => {
    if (says && event.target.closest("[data-passkey]")) says.hidden = true;
  });

  // Enter in a form that only a passkey can complete is its button.
  document.addEventListener("submit", (event) => {
    const button = event.target.querySelector("button[type=button][data-passkey]");
    if (!button) return;
    event.preventDefault();
    button.click();
  }, true);
})();
