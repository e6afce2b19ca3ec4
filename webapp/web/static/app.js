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
  function showNotice(text, tone) {
    const place = one("#notices");
    if (!place) return;
    const line = document.createElement("p");
    line.className = "notice notice-" + tone;
    line.textContent = text;
    place.replaceChildren(line);
    line.scrollIntoView({ block: "nearest" });
    announce(text);
  }
  // Other scripts of ours ask for the same through these.
  window.so = { announce, showNotice };

  /* After a swap: the first thing that wants attention gets it ------------------------------ */
  function attend(root) {
    const wanted = root.matches && root.matches("[data-focus]") ? root : one("[data-focus]", root);
    if (wanted) wanted.focus();
    const opened = root.matches && root.matches("dialog[data-open]") ? root : one("dialog[data-open]", root);
    if (opened && !opened.open) opened.showModal();
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
    if (answer.requestConfig.elt.matches("form[data-autosave]") && xhr.status === 400) return;
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
    if (xhr.status !== 401 || requestConfig.verb === "get" || !form || form.matches("[data-autosave]")) return;
    // Sent again as a whole page, what was typed waits there until somebody has signed in.
    event.preventDefault();
    const there = new FormData(form);
    for (const [name, value] of requestConfig.formData || []) {
      if (there.has(name) || typeof value !== "string") continue;
      const input = document.createElement("input");
      Object.assign(input, { type: "hidden", name, value });
      form.append(input);
    }
    HTMLFormElement.prototype.submit.call(form);
  });
  document.addEventListener("htmx:responseError", (event) => {
    if (event.target.closest && event.target.closest("form[data-autosave]")) return;
    const xhr = event.detail.xhr;
    const found = /Mã lỗi: (?:<strong>)?([\w-]+)/.exec(xhr.responseText || "");
    const code = found ? " Mã lỗi: " + found[1] + "." : "";
    showNotice(xhr.status >= 500 ? "Hệ thống gặp lỗi." + code + " Hãy thử lại sau ít phút." : "Chưa thực hiện được. Hãy tải lại trang rồi làm lại.", "late");
  });
  for (const kind of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(kind, (event) => {
      const from = event.target;
      if (from.closest("form[data-autosave]") || from.closest("[data-poll]")) return;
      showNotice("Chưa gửi được vì mất mạng. Hãy thử lại.", "late");
    });
  }

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
    const opener = event.target.closest("[data-dialog]");
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog && dialog.showModal) { event.preventDefault(); dialog.showModal(); }
    const closer = event.target.closest("[data-close-dialog]");
    if (closer) closer.closest("dialog").close();
    if (event.target.closest("[data-print]")) window.print();
    for (const open of all("details.switcher[open], details.looks[open]")) {
      if (!open.contains(event.target)) open.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const open of all("details.switcher[open], details.looks[open]")) {
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
    if (method !== "post" || form.hasAttribute("hx-post") && !form.matches("[data-autosave]")) return;
    if (form.dataset.sent) { event.preventDefault(); event.stopImmediatePropagation(); return; }
    setTimeout(() => { if (!event.defaultPrevented) form.dataset.sent = "1"; });
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

  /* Five minutes before the sign-in ends ------------------------------------------------------ */
  const seconds = Number(document.body.dataset.sessionSeconds || 0), AHEAD = Math.min(300, seconds / 3);
  let lastContact = Date.now();
  document.addEventListener("htmx:afterOnLoad", () => { lastContact = Date.now(); });
  function watchSession() {
    const left = seconds - (Date.now() - lastContact) / 1000, dialog = one("#dialog-session");
    if (left <= 0) {
      // Nothing of a report may stay on the screen of a shared computer; unsaved text may.
      if (!window.so.hasUnsaved || !window.so.hasUnsaved()) location.reload();
    } else if (left <= AHEAD) {
      one("[data-minutes]", dialog).textContent = Math.max(1, Math.ceil(left / 60)) + " phút";
      if (!dialog.open) dialog.showModal();
    } else if (dialog.open) dialog.close();
  }
  if (seconds) {
    setInterval(watchSession, 1000);
    one("[data-stay]").addEventListener("click", () => {
      one("#dialog-session").close();
      fetch(location.href, { method: "HEAD", redirect: "manual" }).then((answer) => {
        if (answer.ok) lastContact = Date.now();
      }, () => {});
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
