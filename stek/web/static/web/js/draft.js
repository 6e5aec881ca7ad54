/* Nothing written is lost. What somebody types is sent as a draft to the server (data-draft-url)
   a moment after the last key. Only when the server is out of reach, or has signed the person
   out, the text stays in this window's own storage, and the page says so; it goes along when
   there is reach again. Sentences come from parts/draft_says.html. */
(() => {
  const WAIT = 800;
  const key = (form) => `stek:draft:${form.dataset.draftUrl}`;
  const SENT = "stek:sent";

  // A page that came after saving: what was kept may go. At the door and on error pages it may not.
  const sent = sessionStorage.getItem(SENT);
  if (sent && !document.body.hasAttribute("data-keeps-drafts")) {
    sessionStorage.removeItem(SENT);
    if (!document.querySelector(".errors")) sessionStorage.removeItem(sent);
  }

  for (const form of document.querySelectorAll("form[data-draft-url]")) {
    const field = form.querySelector("[data-draft]");
    const says = form.querySelector("[data-draft-says]");
    if (!field) continue;
    const say = (what) => { if (says) says.textContent = says.dataset[what] ?? ""; };
    let timer = 0;
    let flying = null;
    let leaving = false;
    let gone = false; // by the quick exit
    form.autocomplete = "off"; // back to this page after saving: a fresh one, not the same words under a new number

    const send = async () => {
      if (gone) return;
      clearTimeout(timer);
      timer = 0;
      flying?.abort();
      const mine = flying = new AbortController();
      const text = field.value;
      const body = new URLSearchParams({ text, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken?.value ?? "" });
      try {
        const answer = await fetch(form.dataset.draftUrl, {
          method: "POST", body, headers: { "X-Stek-Draft": "1" }, redirect: "manual", keepalive: true, signal: mine.signal,
        });
        if (answer.ok) {
          sessionStorage.removeItem(key(form));
          return say(text ? "kept" : "");
        }
        const signedOut = answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403;
        sessionStorage.setItem(key(form), text);
        say(signedOut ? "signedOut" : "offline");
      } catch (error) {
        if (gone || error.name === "AbortError") return; // nothing stays, or a newer text is on its way
        sessionStorage.setItem(key(form), text);
        say("offline");
      }
    };

    const kept = sessionStorage.getItem(key(form));
    if (kept && !field.value) { field.value = kept; say("restored"); timer = setTimeout(send, WAIT); }

    field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(send, WAIT); });
    const flush = () => { if (!leaving && (timer || sessionStorage.getItem(key(form)))) send(); };
    document.addEventListener("stek:leave", () => { gone = true; clearTimeout(timer); flying?.abort(); });
    addEventListener("online", flush);
    addEventListener("pageshow", () => { leaving = false; });
    document.addEventListener("visibilitychange", flush);
    form.addEventListener("submit", () => {
      leaving = true;
      clearTimeout(timer);
      flying?.abort();
      // Until the next page proves it arrived, the words stay here too.
      sessionStorage.setItem(key(form), field.value);
      sessionStorage.setItem(SENT, key(form));
    });
  }
})();
