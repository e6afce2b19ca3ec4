// Dialogs, focus, messages and the session warning. Pages work without it; nothing is kept here.
(function () {
  "use strict";
  const one = (selector, root) => (root || document).querySelector(selector);
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  document.documentElement.classList.add("has-scripts");

  /* Messages ------------------------------------------------------------------------------ */
  function announce(text) {
    const live = one("#live");
    if (!live || !text) return;
    live.textContent = "";
    setTimeout(() => { live.textContent = text; }, 50);
  }
  function showNotice(text, tone, signIn) {
    const place = one("#notices");
    if (!place) return;
    const line = document.createElement("p");
    line.className = "notice notice-" + tone;
    line.dataset.told = "";
    line.textContent = text;
    if (signIn) {
      const link = document.createElement("a"), here = location.pathname + location.search;
      link.href = "/dang-nhap?next=" + encodeURIComponent(here) + (signIn === "other" ? "&doi=1" : "");
      Object.assign(link, { target: "_blank", rel: "noopener", textContent: "Đăng nhập lại ở thẻ mới" });
      line.append(" ", link);
    }
    place.replaceChildren(line);
    line.scrollIntoView({ block: "nearest" });
    announce(text);
  }
  // Other scripts of ours ask for the same through these.
  window.so = { announce, showNotice, freshen, heard, hasUnsaved: () => false, saveAll: () => {} };

  /* After a swap: the first thing that wants attention gets it ------------------------------ */
  function attend(root) {
    const wanted = root.matches && root.matches("[data-focus]") ? root : one("[data-focus]", root);
    if (wanted) wanted.focus();
    const spoken = root.matches && root.matches("[data-announce]") ? root : one("[data-announce]", root);
    if (spoken) announce(spoken.textContent.trim());
    const isWrong = one(".error-summary", root);
    if (isWrong && !document.title.startsWith("Lỗi:")) document.title = "Lỗi: " + document.title;
  }
  document.addEventListener("htmx:afterSettle", (event) => attend(event.detail.elt));
  document.addEventListener("htmx:oobAfterSwap", (event) => attend(event.detail.target));

  /* Answers that are no piece --------------------------------------------------------------- */
  document.addEventListener("htmx:beforeSwap", (event) => {
    const answer = event.detail, xhr = answer.xhr;
    if (/^\s*(<!--.*?-->\s*)?<section id="problem"/.test(xhr.responseText || "") && xhr.status < 500) {
      // What went wrong shows above the page; the place that asked stays as it is.
      answer.target = one("#notices");
      answer.swapOverride = "innerHTML";
      answer.shouldSwap = true;
      answer.isError = false;
      closeDialogs();
    }
  });
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const { xhr, requestConfig } = event.detail, form = requestConfig.elt.closest("form");
    if (requestConfig.verb === "get" && xhr.status === 401 && (window.so.hasUnsaved() || isFilled())) {
      // No poll and no link leads away from what is typed; a form that keeps itself says so.
      event.preventDefault();
      window.so.saveAll();
      if (!requestConfig.elt.matches("[data-poll]")) showNotice(ENDED, "late", true);
    }
    if (requestConfig.verb === "get" || !form) return;
    if (xhr.status === 401) {
      // The page stays with everything that is typed on it.
      event.preventDefault();
      showNotice(ENDED, "late", true);
    } else if (xhr.status === 403) {
      event.preventDefault();
      freshen().then((whose) => {
        if (whose === "other") showNotice(OTHER, "late", "other");
        else showNotice("Chưa thực hiện được. Hãy tải lại trang rồi làm lại.", "late");
      });
    } else if (xhr.status === 400 && !form.dataset.renewed) {
      // Somebody signed in again beside this page: with the new token the act goes through.
      event.preventDefault();
      const trigger = requestConfig.triggeringEvent;
      form.dataset.renewed = "1";
      freshen().then((whose) => {
        if (whose === "own") form.requestSubmit((trigger && trigger.submitter) || undefined);
        else showNotice(whose === "other" ? OTHER : ENDED, "late", whose === "other" ? "other" : true);
        setTimeout(() => delete form.dataset.renewed, 2000);
      });
    }
  });
  const ENDED = "Phiên làm việc đã hết, việc vừa bấm chưa được thực hiện. Nội dung trên trang này vẫn còn: hãy đăng nhập lại ở thẻ mới rồi bấm lại.";
  const OTHER = "Trình duyệt này đang đăng nhập bằng tài khoản khác nên việc vừa bấm chưa được thực hiện. Nội dung trên trang này vẫn còn: hãy đăng nhập lại bằng tài khoản đã mở trang ở thẻ mới rồi bấm lại.";
  const WAITS = "Máy chủ chưa trả lời. Hãy giữ trang này mở và chờ thêm.";
  document.addEventListener("htmx:responseError", (event) => {
    const xhr = event.detail.xhr;
    if (xhr.status === 401 || xhr.status === 403) return;
    const found = /Mã lỗi: (?:<strong>)?([\w-]+)/.exec(xhr.responseText || "");
    const code = found ? " Mã lỗi: " + found[1] + "." : "";
    showNotice(xhr.status >= 500 ? "Chưa thực hiện được vì hệ thống gặp lỗi." + code + " Nội dung trên trang này vẫn còn. Hãy thử lại sau ít phút." : "Chưa thực hiện được. Hãy tải lại trang rồi làm lại.", "late");
  });
  for (const [kind, why] of [["htmx:sendError", "mất mạng"], ["htmx:timeout", "máy chủ không trả lời"]]) {
    document.addEventListener(kind, (event) => {
      if (event.target.closest("[data-poll]")) return;
      showNotice(`Chưa gửi được vì ${why}. Nội dung trên trang này vẫn còn. Hãy thử lại.`, "late");
    });
  }
  /* An act that gets no answer says so before anybody wonders */
  let waiting = 0;
  function expectAnswer() {
    clearTimeout(waiting);
    waiting = setTimeout(() => showNotice(WAITS, "late"), 7000);
  }
  function gotAnswer() {
    clearTimeout(waiting);
    const line = one("#notices .notice");
    if (line && line.textContent === WAITS) line.remove();
  }
  // What a script told of an earlier act is true no longer once the next one is on its way.
  function forgetTold() { all("#notices [data-told]").forEach((line) => line.remove()); }
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.requestConfig.verb === "get") return;
    forgetTold();
    expectAnswer();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.requestConfig.verb !== "get") gotAnswer();
  });

  /* Polling rests while nobody looks -------------------------------------------------------- */
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (document.hidden && event.target.matches("[data-poll]")) event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || !window.htmx) return;
    all("[data-poll]").forEach((element) => window.htmx.trigger(element, "refresh"));
  });

  /* Dialogs --------------------------------------------------------------------------------- */
  function closeDialogs() { all("dialog[open]").forEach((dialog) => dialog.close()); }
  document.addEventListener("click", (event) => {
    const closer = event.target.closest("[data-close-dialog]");
    if (closer) closer.closest("dialog").close();
    if (event.target.closest("[data-print]")) window.print();
    for (const open of all("details.looks[open]")) {
      if (!open.contains(event.target)) open.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const open of all("details.looks[open]")) {
      open.open = false;
      one("summary", open).focus();
    }
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful && event.target.closest("dialog") && event.detail.requestConfig.verb !== "get") closeDialogs();
  });

  /* Enter in a field whose form is sent by its buttons only: see `on_enter` ----------------- */
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-on-enter][formmethod=dialog]")) return;
    // The browser's own press of the form's first button; neither htmx nor the saving may see it.
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);

  /* Asking before an act, and never sending a form twice ------------------------------------- */
  let agreed = null;
  document.addEventListener("submit", (event) => {
    const form = event.target, button = event.submitter;
    const method = (form.getAttribute("method") || "get").toLowerCase();
    if (method === "dialog") return;
    const question = (button && button.dataset.confirm) || form.dataset.confirm;
    const hasAgreed = agreed === form || form.dataset.agreed;
    delete form.dataset.agreed;
    if (question && !hasAgreed) {
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(question, () => { agreed = form; form.requestSubmit(button); agreed = null; });
      return;
    }
    if (method !== "post" || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) { event.preventDefault(); event.stopImmediatePropagation(); return; }
    setTimeout(() => {
      if (event.defaultPrevented) return;
      form.dataset.sent = "1";
      expectAnswer();
    });
  }, true);
  window.addEventListener("pageshow", () => all("form[data-sent]").forEach((form) => delete form.dataset.sent));
  function ask(question, act) {
    const dialog = one("#dialog-confirm");
    one("#dialog-confirm-text").textContent = question;
    one("[data-answer]", dialog).onclick = () => { dialog.close(); act(); };
    dialog.showModal();
  }

  /* Text size and contrast change in place, so that nothing typed is lost --------------------- */
  document.addEventListener("submit", (event) => {
    const form = event.target, button = event.submitter;
    if (!form.matches("[data-appearance]") || !button) return;
    event.preventDefault();
    const body = new FormData(form);
    body.set(button.name, button.value);
    fetch(form.getAttribute("action"), { method: "POST", body, redirect: "manual" });
    document.documentElement.dataset[button.name] = button.value;
    for (const same of all(`[data-appearance] button[name="${button.name}"]`)) {
      if (button.name === "size") {
        same.setAttribute("aria-pressed", String(same.value === button.value));
      } else {
        same.setAttribute("aria-pressed", String(button.value === "high"));
        setTimeout((is) => { same.value = is === "high" ? "normal" : "high"; }, 0, button.value);
      }
    }
  });

  /* Passwords can be looked at ---------------------------------------------------------------- */
  document.addEventListener("change", (event) => {
    const box = event.target.closest("[data-reveal]");
    if (box) all(box.dataset.reveal).forEach((input) => { input.type = box.checked ? "text" : "password"; });
  });

  /* The sign-in: typing keeps it, five minutes before its end a warning ------------------------- */
  const seconds = Number(document.body.dataset.sessionSeconds || 0), AHEAD = Math.min(300, seconds / 3);
  let lastContact = Date.now();
  function heard() { lastContact = Date.now(); }
  document.addEventListener("htmx:afterOnLoad", heard);
  // Whose sign-in the browser has now: "own", "other", "ended", or "nobody" answered. Where it is
  // still that of this page, all its forms get the token of today.
  function freshen() {
    return fetch("/phien", { headers: { Accept: "application/json" }, redirect: "manual" })
      .then((answer) => (answer.ok ? answer.json() : Promise.reject()))
      .then((now) => {
        const mark = one("input[name=typed_by]");
        if (!now.typed_by) return "ended";
        if (mark && mark.value !== now.typed_by) return "other";
        all("input[name=csrf_token]").forEach((input) => { input.value = now.csrf_token; });
        if (one("#notices [data-told] a")) showNotice("Đã đăng nhập lại. Việc vừa bấm chưa được thực hiện, hãy bấm lại.", "soon");
        heard();
        return "own";
      }).catch(() => "nobody");
  }
  function isTouched(field) {
    if (field.type === "hidden" || field.readOnly) return false;
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.type === "file") return field.files.length > 0;
    if (field.options) return Array.from(field.options).some((option) => option.selected !== option.defaultSelected && option.defaultSelected);
    return "defaultValue" in field && field.value !== field.defaultValue;
  }
  // What a form that does not keep itself would lose with the page.
  const isFilled = () => all('form[method="post"]').some((form) => !one("[data-base]", form) && Array.from(form.elements).some(isTouched));
  document.addEventListener("input", () => { if (seconds && Date.now() - lastContact > 60000) { heard(); freshen(); } });
  let hasEnded = false;
  function watchSession() {
    const left = seconds - (Date.now() - lastContact) / 1000, dialog = one("#dialog-session");
    if (left <= 0) {
      if (dialog.open) dialog.close();
      // Nothing of a report may stay on the screen of a shared computer; unsaved text may.
      if (window.so.hasUnsaved()) { if (!hasEnded) window.so.saveAll(); }
      else if (!isFilled()) location.reload();
      else if (!hasEnded) showNotice(ENDED, "late", true);
      hasEnded = true;
    } else if (left <= AHEAD) {
      one("[data-minutes]", dialog).textContent = Math.max(1, Math.ceil(left / 60)) + " phút";
      if (!dialog.open) dialog.showModal();
    } else {
      hasEnded = false;
      if (dialog.open) dialog.close();
    }
  }
  if (seconds) {
    setInterval(watchSession, 1000);
    one("[data-stay]").addEventListener("click", () => {
      one("#dialog-session").close();
      freshen();
    });
  }

  /* Copying a ready text ------------------------------------------------------------------ */
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]"), text = button && one(button.dataset.copy);
    if (!text) return;
    text.select();
    if (!navigator.clipboard) return;
    navigator.clipboard.writeText(text.value).then(() => announce("Đã chép tin nhắn."), () => {});
  });

  attend(document.body);
})();
