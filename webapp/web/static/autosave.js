// Forms that keep what is typed in them: a report saves itself, every other long form is kept as a
// draft of its writer. It lives in the page and on the server, never in the browser's storage:
// office computers are shared. Only an answer that carries our line counts as saved.
(function () {
  "use strict";
  const OF_THE_PAGE = new Set(["csrf_token", "typed_by", "based_on", "idempotency_key", "unsent", "unsent_of", "unsent_page"]);
  const AFTER_TYPING = 1500, AT_LATEST = 5000, SLOW = 7000, GIVE_UP = 30000;
  const WAITS = [2, 4, 8, 15, 30, 60];
  const KEEP = " Hãy giữ trang này mở";
  const SAYS = {
    offline: "Chưa lưu được vì mất mạng." + KEEP + ", hệ thống đang thử lại.",
    slow: "Máy chủ chưa trả lời nên chưa chắc đã lưu." + KEEP + ", hệ thống đang chờ.",
    failed: "Chưa lưu được vì máy chủ gặp lỗi." + KEEP + ", hệ thống đang thử lại.",
    strange: "Chưa lưu được: máy chủ không nhận được." + KEEP + ", hệ thống đang thử lại.",
    ended: "Phiên làm việc đã hết. Phần mới viết chưa lưu." + KEEP + ".",
    other: "Chưa lưu: trình duyệt này đang đăng nhập bằng tài khoản khác." + KEEP + ", đăng nhập lại bằng tài khoản đã mở trang.",
    gone: "Chưa lưu được: trang này không còn mở cho tài khoản đang dùng. Hãy chép phần mới viết ra nơi khác.",
    large: "Chưa lưu được vì nội dung quá dài. Hãy chia bớt rồi viết tiếp.",
    wrong: "Chưa lưu được. Hãy sửa các mục đã đánh dấu.",
    busy: "Chưa lưu được vì có quá nhiều lượt lưu." + KEEP + ", hệ thống sẽ thử lại.",
    stale: "Chưa lưu được. Hãy chọn bản muốn giữ.",
  };
  const SIGN_IN = "/dang-nhap?next=" + encodeURIComponent(location.pathname + location.search);
  const states = new WeakMap();
  const baseOf = (form) => form.querySelector("input[data-base]");
  const forms = () => Array.from(document.querySelectorAll("input[data-base]"), (base) => base.form);
  function ours(element) {
    const form = element && (element.form || (element.closest && element.closest("form")));
    return form && baseOf(form) ? form : null;
  }
  const addressOf = (form) => form.dataset.autosave || baseOf(form).dataset.keep;
  const lineOf = (form) => form.querySelector("[data-saved-line]");

  function textOf(form) {
    const pairs = Array.from(new FormData(form)).filter(([name]) => !OF_THE_PAGE.has(name));
    return JSON.stringify(pairs.map(([name, value]) => [name, typeof value === "string" ? value : value.name]));
  }
  function stateOf(form) {
    if (!states.has(form)) {
      // What came back with a refusal is on the screen, but not kept yet.
      const isNew = "isNew" in baseOf(form).dataset;
      states.set(form, { saved: isNew ? "" : textOf(form), sending: false, lost: null, tries: 0, renewed: 0, timer: 0, latest: 0, then: null, stopped: "", calm: null, leaving: "" });
      if (isNew) setTimeout(save, 0, form);
    }
    return states.get(form);
  }
  const isUnsaved = (form) => stateOf(form).lost !== null || textOf(form) !== stateOf(form).saved;
  window.so.hasUnsaved = () => forms().some((form) => isUnsaved(form) && !stateOf(form).leaving);
  window.so.saveAll = () => forms().filter(isUnsaved).forEach(save);

  /* The line below the form ------------------------------------------------------------------ */
  function warn(form, text, signIn) {
    const line = lineOf(form), state = stateOf(form);
    if (!line) return;
    if (!state.calm) state.calm = line.cloneNode(true);
    if (line.classList.contains("is-unsaved") && line.dataset.says === text) return;
    line.className = "saved is-unsaved";
    line.dataset.says = text;
    line.textContent = text;
    if (signIn) {
      const link = document.createElement("a");
      Object.assign(link, { href: signIn === "other" ? SIGN_IN + "&doi=1" : SIGN_IN, target: "_blank", rel: "noopener", textContent: "Đăng nhập lại ở thẻ mới" });
      line.append(" ", link);
    }
    window.so.announce(text);
  }
  function show(form, line) {
    const old = lineOf(form), state = stateOf(form);
    state.calm = null;
    if (!old) return;
    const alike = old.textContent === line.textContent;
    old.replaceWith(line);
    mark(form, (line.dataset.wrong || "").split(" ").filter(Boolean));
    // A failure is said once, and so is its end.
    if ((line.classList.contains("is-unsaved") || old.classList.contains("is-unsaved")) && !alike) window.so.announce(line.textContent.trim());
  }
  function mark(form, wrong) {
    form.querySelectorAll("[data-marked]").forEach((field) => {
      field.removeAttribute("aria-invalid");
      delete field.dataset.marked;
    });
    for (const name of wrong) {
      const field = form.elements[name];
      if (!field || field.hasAttribute("aria-invalid")) continue;
      field.setAttribute("aria-invalid", "true");
      field.dataset.marked = "1";
    }
  }

  /* Saving ----------------------------------------------------------------------------------- */
  function saveSoon(form, seconds) {
    const state = stateOf(form);
    clearTimeout(state.timer);
    state.timer = setTimeout(save, seconds * 1000, form);
  }
  function again(form) {
    const state = stateOf(form);
    saveSoon(form, WAITS[Math.min(state.tries, WAITS.length - 1)]);
    state.tries += 1;
  }
  function save(form) {
    const state = stateOf(form);
    clearTimeout(state.timer);
    state.latest = 0;
    if (state.sending || state.stopped === "stale" || state.leaving || !form.isConnected) return;
    if (!isUnsaved(form)) { goOn(form); return; }
    if (state.stopped === "ended") { resume(form); return; }
    // A save whose answer was lost is sent again as it was: if it had arrived, it is the same save.
    const page = form.elements.unsent_page;
    if (page && !state.lost) page.value = page.value.replace(/\d+$/, (saves) => Number(saves) + 1);
    const body = state.lost ? state.lost.body : new FormData(form);
    const text = state.lost ? state.lost.text : textOf(form);
    for (const name of ["csrf_token", "typed_by"]) if (form.elements[name]) body.set(name, form.elements[name].value);
    state.sending = true;
    const stop = new AbortController();
    const slow = setTimeout(() => warn(form, navigator.onLine ? SAYS.slow : SAYS.offline), SLOW);
    const giveUp = setTimeout(() => stop.abort(), GIVE_UP);
    const small = text.length < 15000;
    fetch(addressOf(form), { method: "POST", body, headers: { "HX-Request": "true" }, redirect: "manual", signal: stop.signal, keepalive: small && document.hidden })
      .then((answer) => answer.text().then((html) => ({ status: answer.type === "opaqueredirect" ? 302 : answer.status, html, wait: answer.headers.get("Retry-After") })))
      .catch(() => ({ status: 0, html: "", wait: null }))
      .then((answer) => {
        clearTimeout(slow); clearTimeout(giveUp);
        state.sending = false;
        if (form.isConnected) answered(form, answer, { body, text });
      });
  }
  function lineIn(html) {
    return new DOMParser().parseFromString(html, "text/html").querySelector("[data-saved-line]");
  }
  function answered(form, answer, sent) {
    const state = stateOf(form), line = lineIn(answer.html), status = answer.status;
    if (status >= 200 && status < 300 && line && "saved" in line.dataset) return confirmed(form, line, sent);
    // Whether it arrived is unknown where nobody answered, or something between us and the server.
    state.lost = status === 0 || status >= 500 || status < 400 ? sent : null;
    if (status === 409 && line) { state.stopped = "stale"; show(form, line); return halt(form); }
    if (status === 422) { line ? show(form, line) : warn(form, SAYS.wrong); return sendAnyway(form); }
    if (status === 401) { state.stopped = "ended"; warn(form, SAYS.ended, true); again(form); return halt(form); }
    if (status === 400) { resume(form); return; }
    if (status === 403) { state.stopped = "ended"; warn(form, SAYS.other, "other"); again(form); return halt(form); }
    if (status === 413) { warn(form, SAYS.large); return sendAnyway(form); }
    if (status === 429) { warn(form, SAYS.busy); saveSoon(form, Number(answer.wait) || 30); return halt(form); }
    if (status >= 400 && status < 500) { warn(form, SAYS.gone); return halt(form); }
    warn(form, status >= 500 ? SAYS.failed : status ? SAYS.strange : SAYS.offline);
    again(form);
    halt(form);
  }
  function confirmed(form, line, sent) {
    const state = stateOf(form);
    Object.assign(state, { saved: sent.text, lost: null, tries: 0, renewed: 0, stopped: "" });
    window.so.heard();
    if (line.dataset.saved) baseOf(form).value = line.dataset.saved;
    // What waited for its writer has become part of the report itself.
    if (form.dataset.autosave && form.elements.unsent) {
      form.elements.unsent.remove();
      form.querySelectorAll("[data-throws-away]").forEach((button) => button.remove());
    }
    show(form, line);
    if (isUnsaved(form)) saveSoon(form, 0.5);
    goOn(form);
  }

  /* A new sign-in brings a new form token; the text goes on being saved --------------------- */
  function resume(form) {
    const state = stateOf(form);
    window.so.freshen().then((whose) => {
      // With the token of today it goes through at once; what is refused again and again rests.
      state.stopped = whose === "own" ? "" : "ended";
      state.renewed = whose === "own" ? state.renewed + 1 : 0;
      if (state.renewed && state.renewed % 3) { save(form); return; }
      warn(form, { nobody: SAYS.offline, other: SAYS.other }[whose] || SAYS.ended, whose !== "nobody" && whose);
      again(form);
      halt(form);
    });
  }

  /* Typing, leaving a field, leaving the page ------------------------------------------------- */
  function typed(event) {
    const form = ours(event.target);
    if (!form || event.target.type === "file") return;
    const state = stateOf(form);
    // A field that tells of its change once more while the form is being sent changes nothing.
    if (state.leaving && state.leaving === textOf(form)) return;
    state.leaving = "";
    if (state.stopped === "stale" || !isUnsaved(form)) return;
    const now = Date.now();
    if (!state.latest) state.latest = now + AT_LATEST;
    if (state.stopped === "ended" || (state.tries && state.lost)) return;
    saveSoon(form, Math.max(0, Math.min(AFTER_TYPING, state.latest - now)) / 1000);
  }
  document.addEventListener("input", typed);
  document.addEventListener("change", typed);
  document.addEventListener("focusout", (event) => {
    const form = ours(event.target);
    if (form && !stateOf(form).stopped && !stateOf(form).tries && isUnsaved(form)) save(form);
  });
  document.addEventListener("visibilitychange", () => window.so.saveAll());
  window.addEventListener("focus", () => window.so.saveAll());
  window.addEventListener("online", () => window.so.saveAll());
  window.addEventListener("offline", () => forms().filter(isUnsaved).forEach((form) => warn(form, SAYS.offline)));
  window.addEventListener("beforeunload", (event) => { if (window.so.hasUnsaved()) event.preventDefault(); });

  /* Sending: a page that is left takes the text along only once it is safe -------------------- */
  function goOn(form) {
    const state = stateOf(form), next = state.then;
    if (!next || isUnsaved(form)) return;
    state.then = null;
    form.dataset.agreed = "1";
    form.requestSubmit(next === form ? undefined : next);
  }
  function halt(form) {
    const state = stateOf(form), line = lineOf(form);
    if (!state.then) return;
    const button = state.then === form ? null : state.then;
    const name = ((button && (button.textContent.trim() || button.value)) || "gửi").trim();
    state.then = null;
    delete form.dataset.sent;
    if (!line) return;
    // The button was pressed: say beside it that nothing happened, and why.
    const told = "Chưa " + name.charAt(0).toLowerCase() + name.slice(1) + ". ";
    if (!line.textContent.startsWith(told)) line.prepend(told);
    line.scrollIntoView({ block: "nearest" });
    window.so.announce(line.textContent.trim());
  }
  // What can't be kept as a draft may still be sent: the form itself says what is wrong with it.
  function sendAnyway(form) {
    const state = stateOf(form), next = state.then;
    if (form.dataset.autosave || !next) return halt(form);
    Object.assign(state, { then: null, leaving: textOf(form) });
    form.dataset.agreed = "1";
    form.requestSubmit(next === form ? undefined : next);
  }
  document.addEventListener("submit", (event) => {
    const form = event.target;
    // htmx has taken over what it sends itself, and prevented the browser from sending it too.
    const isHtmx = form.hasAttribute("hx-post");
    if (!ours(form) || (event.defaultPrevented && !isHtmx)) return;
    const state = stateOf(form), throwsAway = event.submitter && "throwsAway" in event.submitter.dataset;
    forms().filter((other) => other !== form && isUnsaved(other)).forEach(save);
    if (isHtmx || throwsAway || state.leaving) { clearTimeout(state.timer); state.leaving = textOf(form); return; }
    if (!isUnsaved(form) && !state.sending && navigator.onLine) { clearTimeout(state.timer); state.leaving = textOf(form); return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    state.then = event.submitter || form;
    state.renewed = 0;
    if (!navigator.onLine) { warn(form, SAYS.offline); halt(form); return; }
    if (state.stopped === "stale") { halt(form); return; }
    if (!isUnsaved(form)) state.saved = "";
    save(form);
  });
  // An act that leads nowhere leaves the page as it is, and with it the text that has to be kept.
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = ours(event.target), xhr = event.detail.xhr;
    if (!form || event.target !== form || (xhr && xhr.status < 300 && xhr.getResponseHeader("HX-Redirect"))) return;
    stateOf(form).leaving = "";
    if (form.isConnected && isUnsaved(form)) save(form);
  });
  window.addEventListener("pageshow", () => forms().forEach((form) => { stateOf(form).leaving = ""; }));

  /* After a conflict: keep this text on top of the other -------------------------------------- */
  document.addEventListener("click", (event) => {
    const keep = event.target.closest("[data-keep-mine]"), form = ours(keep);
    if (!form) return;
    baseOf(form).value = keep.dataset.keepMine;
    Object.assign(stateOf(form), { stopped: "", lost: null });
    save(form);
  });

  forms().forEach(stateOf);
  document.addEventListener("htmx:load", () => forms().forEach(stateOf));
})();
