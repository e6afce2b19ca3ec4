// Forms that save themselves: <form data-autosave>. What is typed lives in the page and on the
// server, never in the browser's storage: office computers are shared.
(function () {
  "use strict";
  const NOT_TEXT = new Set(["csrf_token", "based_on", "idempotency_key"]);
  const WAITS = [2, 4, 8, 15, 30, 60];
  const LOST = "Chưa lưu được vì mất mạng. Hãy giữ trang này mở, hệ thống đang thử lại. Đừng đóng trang này.";
  const FAILED = "Chưa lưu được. Đừng đóng trang này. Hệ thống đang thử lại.";
  const STALE = "Chưa lưu được. Đừng đóng trang này. Hãy chọn bản muốn giữ.";
  const states = new WeakMap();
  const forms = () => Array.from(document.querySelectorAll("form[data-autosave]"));
  const ours = (event) => event.target.closest && event.target.closest("form[data-autosave]");

  function textOf(form) {
    const pairs = Array.from(new FormData(form)).filter(([name]) => !NOT_TEXT.has(name));
    return JSON.stringify(pairs.map(([name, value]) => [name, typeof value === "string" ? value : value.name]));
  }
  function stateOf(form) {
    if (!states.has(form)) states.set(form, { saved: textOf(form), sending: null, tries: 0, timer: 0, then: null, stopped: false });
    return states.get(form);
  }
  const isUnsaved = (form) => textOf(form) !== stateOf(form).saved;
  if (window.so) window.so.hasUnsaved = () => forms().some(isUnsaved);

  /* The bar that says what is not saved ---------------------------------------------------- */
  function warn(form, text, link) {
    let bar = form.querySelector(".unsaved");
    if (!bar) {
      bar = document.createElement("p");
      bar.className = "unsaved";
      form.append(bar);
    }
    bar.textContent = text + " ";
    if (link) {
      const anchor = document.createElement("a");
      anchor.href = link; anchor.target = "_blank"; anchor.rel = "noopener"; anchor.textContent = "Đăng nhập lại ở thẻ mới";
      bar.append(anchor);
    }
    if (window.so) window.so.announce(text);
  }
  function calm(form) {
    const bar = form.querySelector(".unsaved");
    if (bar) bar.remove();
  }

  /* Saving ----------------------------------------------------------------------------------- */
  function save(form) {
    if (window.htmx) window.htmx.trigger(form, "save");
  }
  function saveSoon(form) {
    const state = stateOf(form), wait = WAITS[Math.min(state.tries, WAITS.length - 1)];
    state.tries += 1;
    clearTimeout(state.timer);
    state.timer = setTimeout(() => save(form), wait * 1000);
  }
  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = ours(event);
    if (!form || event.target !== form) return;
    const state = stateOf(form);
    if (state.stopped || !isUnsaved(form)) { event.preventDefault(); return; }
    state.sending = textOf(form);
  });
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const form = ours(event), xhr = event.detail.xhr;
    if (!form || event.target !== form || xhr.status !== 401) return;
    // Leaving for the sign-in page would lose what is typed; it opens beside this page instead.
    event.preventDefault();
    warn(form, "Phiên làm việc đã hết. Bài viết chưa lưu vẫn còn trên trang này.", xhr.getResponseHeader("HX-Redirect") || "/dang-nhap");
    stateOf(form).signedOut = true;
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = ours(event);
    if (!form || event.target !== form) return;
    const state = stateOf(form), status = event.detail.xhr ? event.detail.xhr.status : 0;
    const sent = state.sending;
    state.sending = null;
    if (status >= 200 && status < 300) {
      Object.assign(state, { saved: sent, tries: 0, signedOut: false });
      clearTimeout(state.timer);
      calm(form);
      goOn(form);
      return;
    }
    state.then = null;
    delete form.dataset.sent;
    if (status === 409) { state.stopped = true; warn(form, STALE); }
    else if (status === 401) return;
    else if (status === 400) freshen(form).then((is) => { if (is) saveSoon(form); });
    else if (status === 422) warn(form, "Chưa lưu được. Hãy sửa các mục đã đánh dấu.");
    else { warn(form, status ? FAILED : LOST); saveSoon(form); }
  });

  /* A new sign-in brings a new form token; the page we are on has it ------------------------ */
  function freshen(form) {
    return fetch(location.href, { headers: { Accept: "text/html" }, redirect: "manual" })
      .then((answer) => (answer.ok ? answer.text() : ""))
      .then((html) => {
        const page = new DOMParser().parseFromString(html, "text/html");
        const token = page.querySelector("form[data-autosave] input[name=csrf_token]");
        if (token) document.querySelectorAll("input[name=csrf_token]").forEach((input) => { input.value = token.value; });
        return Boolean(page.querySelector("form[data-autosave]"));
      }, () => false);
  }

  /* Leaving, sending, coming back ------------------------------------------------------------- */
  function goOn(form) {
    const state = stateOf(form), next = state.then;
    if (!next) return;
    if (isUnsaved(form)) { save(form); return; }
    state.then = null;
    form.dataset.agreed = "1";
    form.requestSubmit(next === form ? undefined : next);
  }
  // A text on its way must arrive before the act that is based on it.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-autosave]") || !window.htmx) return;
    const state = stateOf(form);
    clearTimeout(state.timer);
    if (state.stopped || state.signedOut || (!state.sending && !isUnsaved(form))) { state.leaving = !state.signedOut; return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    state.then = event.submitter || form;
    if (!state.sending) save(form);
  });
  document.addEventListener("visibilitychange", () => {
    for (const form of forms()) {
      if (!isUnsaved(form)) continue;
      if (document.hidden) save(form);
      else if (stateOf(form).signedOut) freshen(form).then((is) => { if (is) { stateOf(form).signedOut = false; save(form); } });
    }
  });
  window.addEventListener("online", () => forms().filter(isUnsaved).forEach(save));
  window.addEventListener("beforeunload", (event) => {
    if (forms().some((form) => isUnsaved(form) && !stateOf(form).leaving)) event.preventDefault();
  });

  /* After a conflict: keep this text on top of the other ---------------------------------------- */
  document.addEventListener("click", (event) => {
    const keep = event.target.closest("[data-keep-mine]");
    const form = keep && (keep.form || keep.closest("form[data-autosave]"));
    if (!form) return;
    event.preventDefault();
    const base = form.querySelector("[name=based_on]");
    if (base) base.value = keep.dataset.keepMine;
    stateOf(form).stopped = false;
    save(form);
  });

  forms().forEach(stateOf);
  document.addEventListener("htmx:load", () => forms().forEach(stateOf));
})();
