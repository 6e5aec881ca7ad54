/* Nothing written is lost, and nothing stays on the device that the server has. Every form in which people write
   (one with our marks, parts/waits.html, and a textarea) is sent whole as a draft a moment after the last change.

   What does not reach the server stays in this window's own storage, under the mark of the account, until an answer
   says that it is kept there or has arrived. Saving goes by a request of its own, so that without reach the page and
   the words stay where they are, and the form goes once there is reach: its hidden key makes that one deed, also when
   only the answer was lost. What the server refuses, the browser itself sends again and shows. From a press until its
   answer the form takes no change; after a press that failed, it goes by itself only while nothing more was typed.

   Sentences stand in parts/typed_says.html. The quick exit (stek:leave) ends all of this. */
(() => {
  const WAIT = 800, MOST = 3000, AGAIN = 5000, LONG = 20000; // milliseconds; MOST: who writes on without a pause
  const PLACE = "stek:typed:";
  const words = document.getElementById("typed-says")?.dataset;
  const mine = `${PLACE}${document.body.dataset.account ?? ""}:`;
  const here = [];
  const leaving = new AbortController();
  const gone = () => leaving.signal.aborted;
  document.addEventListener("stek:leave", () => leaving.abort());
  const held = () => Object.keys(sessionStorage).filter((name) => name.startsWith(mine));

  try {
    // Another account in this window: what the former one had not sent is not theirs to see.
    if (document.body.dataset.account) {
      for (const name of Object.keys(sessionStorage)) if (name.startsWith(PLACE) && !name.startsWith(mine)) sessionStorage.removeItem(name);
    }
  } catch { return; } // storage is forbidden: the browser sends forms, and the server keeps what arrives
  if (!words) return;

  const watch = (form) => {
    const place = mine + form.elements.page.value;
    const says = document.createElement("output");
    says.className = "draft-says";
    const areas = form.querySelectorAll("textarea");
    const last = areas[areas.length - 1];
    (last.closest(".field") ?? last).after(says);
    const say = (what) => { says.textContent = words[what] ?? ""; };
    const tells = document.createElement("output"); // what became of a press, above the button that was pressed
    tells.className = "draft-says press-says";
    const tell = (what) => {
      says.textContent = "";
      tells.textContent = words[what] ?? "";
      tells.scrollIntoView({ block: "nearest" });
    };
    const beside = (button) => { if (button && tells.nextElementSibling !== button) button.before(tells); };
    beside(form.querySelector("button:not([type=button], [formaction])"));
    const body = (button) => new URLSearchParams(new FormData(form, button));
    const fresh = [...new FormData(form)]; // as the page came, under a key of its own
    let timer = 0, since = 0, retry = 0, flying = null, sending = false, through = false, pressed, sent = "", frozen = [];
    form.autocomplete = "off"; // back to this page after saving: a fresh one, not the same words under a new key

    const drop = () => sessionStorage.removeItem(place);
    const hold = () => {
      if (gone()) return;
      const typed = [...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "tag", "page"].includes(name));
      try { sessionStorage.setItem(place, JSON.stringify(typed)); } catch { /* full: it stays on the page */ }
    };
    const fill = (typed) => {
      const left = [...typed];
      for (const field of form.elements) {
        if (!typed.some(([name]) => name === field.name) && !["checkbox", "radio"].includes(field.type)) continue;
        const found = left.findIndex(([name, value]) => name === field.name
          && (!["checkbox", "radio"].includes(field.type) || value === field.value));
        if (["checkbox", "radio"].includes(field.type)) field.checked = found >= 0;
        else if (found >= 0) field.value = left[found][1];
        if (found >= 0) left.splice(found, 1);
      }
    };
    const ask = (url, sent, stop) => fetch(url, {
      method: "POST", body: sent, headers: { "X-Stek-Form": "1" }, redirect: "manual",
      signal: AbortSignal.any([leaving.signal, AbortSignal.timeout(LONG), ...stop]),
    });

    const keep = async (says = "kept") => {
      clearTimeout(timer);
      timer = since = 0;
      if (gone() || sending || retry) return;
      flying?.abort();
      const now = flying = new AbortController();
      try {
        const answer = await ask(words.url, body(), [now.signal]);
        const kept = answer.ok || answer.headers.has("X-Stek-Kept");
        if (answer.headers.has("X-Stek-Arrived") && !timer) { // only its answer was lost
          drop();
          fill(fresh);
          return say("arrived");
        }
        if (kept) drop(); else hold();
        if (answer.status === 401) return say("signedOut");
        if (answer.status === 409) return say("before");
        say(kept ? ([...areas].some((area) => area.value.trim()) ? says : "") : "offline");
      } catch {
        if (gone() || now.signal.aborted) return; // nothing stays, or something newer is on its way
        hold();
        say("offline");
      } finally {
        if (flying === now) flying = null;
      }
    };

    const busy = (is) => {
      sending = is;
      if (is) form.setAttribute("aria-busy", "true"); else form.removeAttribute("aria-busy");
    };
    const release = () => { for (const field of frozen.splice(0)) field.readOnly = field.inert = false; };
    const freeze = () => {
      release();
      frozen = [...form.elements].filter((field) => field.matches("textarea, input, select") && !field.readOnly);
      for (const field of frozen) if (field.matches("select")) field.inert = true; else field.readOnly = true;
    };
    const wrote = () => body(pressed).toString() !== sent; // since the form went
    const send = async (button, again = false) => {
      if (gone()) return;
      if (!again) {
        freeze();
        beside(button);
        tell("busy");
      }
      if (sending) return;
      for (const one of [timer, retry]) clearTimeout(one);
      timer = retry = 0;
      flying?.abort();
      busy(true);
      hold(); // until an answer says that it arrived
      pressed = button;
      sent = body(button).toString();
      let answer;
      try {
        answer = await ask(form.getAttribute("action") || location.href, body(button), []);
      } catch {
        busy(false);
        release();
        if (gone()) return;
        hold();
        tell(wrote() ? "more" : "unsent");
        if (!wrote()) retry = setTimeout(() => send(button, true), AGAIN);
        return;
      }
      const go = answer.headers.get("X-Stek-Go");
      if (go && wrote()) { // typed while it went by itself: what arrived and what is new are two
        busy(false);
        release();
        hold();
        return tell("more");
      }
      if (go || answer.headers.has("X-Stek-Kept")) drop();
      if (go) return location.assign(go);
      busy(false);
      if (answer.status >= 500) {
        release();
        return tell("failed");
      }
      through = true;
      form.requestSubmit(button);
    };

    form.addEventListener("submit", (event) => {
      const button = event.submitter ?? undefined;
      if (event.defaultPrevented || through) return;
      if (button?.hasAttribute("formaction")) { // thrown away
        through = true;
        clearTimeout(timer);
        flying?.abort();
        return drop();
      }
      event.preventDefault();
      send(button);
    });
    const typed = () => {
      if (retry && wrote()) { clearTimeout(retry); retry = 0; tell("more"); }
      if (says.textContent === words.kept) say(""); // of what stood there before
      since ||= Date.now();
      clearTimeout(timer);
      timer = setTimeout(keep, Math.max(0, Math.min(WAIT, since + MOST - Date.now())));
    };
    form.addEventListener("click", (event) => { // a tick has no readOnly
      if (frozen.length && event.target.closest("label, input")) event.preventDefault();
    }, true);
    form.addEventListener("input", typed);
    form.addEventListener("change", typed);
    const again = () => {
      if (gone()) return;
      if (retry) { clearTimeout(retry); retry = setTimeout(() => send(pressed, true), 0); return; }
      if (timer || sessionStorage.getItem(place)) keep();
    };
    addEventListener("online", again);
    addEventListener("pageshow", () => { through = false; release(); });
    document.addEventListener("visibilitychange", again);
    leaving.signal.addEventListener("abort", () => { for (const one of [timer, retry]) clearTimeout(one); });

    const kept = sessionStorage.getItem(place);
    if (kept) {
      fill(JSON.parse(kept));
      keep("restored"); // it may have arrived meanwhile: what is true of it, the answer says
    }
    here.push({ waits: () => timer || flying, flush: async () => { if (timer || flying) await keep(); } });
  };

  for (const { form } of document.querySelectorAll("form[method=post] input[name=tag]")) if (form.querySelector("textarea")) watch(form);

  // Signing out: what is still on its way goes first; what cannot go is asked about.
  const question = document.getElementById("unsent");
  for (const out of document.querySelectorAll(`form[action="${words.leave}"]`)) {
    let sure = false;
    out.addEventListener("submit", async (event) => {
      if (sure || !(held().length || here.some((form) => form.waits()))) return sessionStorage.clear();
      event.preventDefault();
      await Promise.all(here.map((form) => form.flush()));
      if (held().length && question) {
        question.showModal();
        await new Promise((done) => question.addEventListener("close", done, { once: true }));
        if (question.returnValue !== "leave") return;
      }
      sure = true;
      setTimeout(() => out.requestSubmit()); // not while this submission is still being asked about
    });
  }
})();
