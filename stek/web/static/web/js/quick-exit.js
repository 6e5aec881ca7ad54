/* Leave at once: by the button, or Shift three times in a row with no other key in between.
   The page is wiped before anything else, nothing stays in this window's storage, the session
   ends, and the history entry becomes the weather. Without script the button is a plain link. */
(() => {
  const exit = document.querySelector("[data-quick-exit]");
  if (!exit) return;

  const leave = () => {
    const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
    document.title = "Weer";
    document.body.replaceChildren();
    try { sessionStorage.clear(); } catch { /* storage may be forbidden: then there is nothing in it */ }
    if (token) navigator.sendBeacon(exit.dataset.leaveUrl, new URLSearchParams({ csrfmiddlewaretoken: token }));
    location.replace(exit.href);
  };

  exit.addEventListener("click", (event) => { event.preventDefault(); leave(); });

  let presses = 0;
  let first = 0;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") { presses = 0; return; } // typing a capital is not leaving
    if (event.repeat) return;
    if (!presses || event.timeStamp - first > 3000) { presses = 0; first = event.timeStamp; }
    presses += 1;
    if (presses === 3) leave();
  });

  // The back button may bring the wiped page from memory: ask the server again, which knows nobody.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
})();
