/* Leave at once: by the button, or (unless they chose otherwise) Shift three times within a second, with no
   other key in between and not in a field for text.
   Every timer and request stops first, then the page is wiped; nothing stays in this window's storage and
   nothing can be written there any more, however slowly the weather comes. The session ends, and the history
   entry becomes the weather. What had not reached the server goes too. Without script the button is a plain link.
   Without reach the session cannot end now: the cookie stek_away makes the server end it at whatever is asked next. */
(() => {
  const exits = document.querySelectorAll("[data-quick-exit]"); // at the top of the page, and in each sheet over it
  const [exit] = exits;
  if (!exit) return;

  const leave = () => {
    const token = document.cookie.match(/(?:^|; )stek_csrf=([^;]+)/)?.[1]; // a page that says 'not found' has no form
    // Lax and for twelve hours, as the session is: it goes wherever that goes.
    document.cookie = `stek_away=1; path=/; max-age=43200; SameSite=Lax${location.protocol === "https:" ? "; Secure" : ""}`;
    document.dispatchEvent(new Event("stek:leave"));
    window.stop();
    document.title = "Weer";
    document.body.replaceChildren();
    try {
      Storage.prototype.setItem = () => {};
      sessionStorage.clear();
    } catch { /* storage may be forbidden: then there is nothing in it */ }
    if (token) navigator.sendBeacon(exit.dataset.leaveUrl, new URLSearchParams({ csrfmiddlewaretoken: token }));
    location.replace(exit.href);
  };

  for (const one of exits) one.addEventListener("click", (event) => { event.preventDefault(); leave(); });

  // Sticky Keys is five times Shift, and who writes presses it for each capital: neither is leaving.
  let shifts = [];
  if ("byShift" in exit.dataset) document.addEventListener("keydown", (event) => {
    const writing = event.target.closest("textarea, input:not([type=checkbox], [type=radio]), [contenteditable]");
    if (event.key !== "Shift" || writing) { shifts = []; return; }
    if (event.repeat) return;
    shifts = [...shifts.slice(-2), event.timeStamp];
    if (shifts.length === 3 && event.timeStamp - shifts[0] <= 1000) leave();
  });

  // The back button may bring the wiped page from memory: ask the server again, which knows nobody.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
})();
