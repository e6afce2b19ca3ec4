// Boxes for days: a calendar on top, and the day in words below. Pages work without it; the server reads what is typed.
(function () {
  "use strict";
  const WEEKDAYS = ["Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"];
  const FORMS = [/^(?<d>\d{1,2})([-/. ])(?<m>\d{1,2})\2(?<y>\d{4})$/, /^(?<y>\d{4})-(?<m>\d{1,2})-(?<d>\d{1,2})$/, /^(?<d>\d\d)(?<m>\d\d)(?<y>\d{4})$/];
  const two = (number) => String(number).padStart(2, "0");
  const written = (day) => `${two(day.d)}/${two(day.m)}/${day.y}`;

  // The same forms as on the server; null for what is no day.
  function read(typed) {
    const found = FORMS.map((form) => form.exec(typed.trim())).find(Boolean);
    if (!found) return null;
    const d = Number(found.groups.d), m = Number(found.groups.m), y = found.groups.y;
    const moment = new Date(0);
    moment.setUTCFullYear(Number(y), m - 1, d);
    const exists = moment.getUTCFullYear() === Number(y) && moment.getUTCMonth() === m - 1 && moment.getUTCDate() === d;
    return exists && Number(y) ? { d, m, y, weekday: WEEKDAYS[moment.getUTCDay()] } : null;
  }
  function say(box, isDone) {
    const line = box.closest(".day-box").parentElement.querySelector(`[data-day-words][for="${box.id}"]`);
    const day = read(box.value), typed = box.value.trim();
    const words = day ? `${day.weekday}, ${written(day)}` : isDone && typed ? `“${typed}” không phải ngày hợp lệ.` : "";
    if (line && line.textContent !== words) line.textContent = words;
  }
  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-day]")) say(event.target, false);
  });
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (!box.matches("[data-day]")) return;
    const day = read(box.value);
    if (day) box.value = written(day);
    say(box, true);
  });

  if (!("showPicker" in HTMLInputElement.prototype)) return;
  document.documentElement.classList.add("has-calendar");
  const picker = document.createElement("input");
  // It belongs to no form and can't be reached: only its calendar is used.
  for (const [name, value] of [["type", "date"], ["form", ""], ["tabindex", "-1"], ["aria-hidden", "true"]]) picker.setAttribute(name, value);
  for (const kind of ["input", "change"]) picker.addEventListener(kind, (event) => {
    event.stopPropagation();
    const box = picker.parentElement && picker.parentElement.querySelector("[data-day]");
    if (kind !== "change" || !box || !picker.value) return;
    box.value = written(read(picker.value));
    for (const told of ["input", "change"]) box.dispatchEvent(new Event(told, { bubbles: true }));
    box.focus();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-calendar]");
    if (!button) return;
    const place = button.parentElement, day = read(place.querySelector("[data-day]").value);
    place.append(picker);
    picker.value = day ? `${day.y}-${two(day.m)}-${two(day.d)}` : "";
    picker.showPicker();
  });
})();
