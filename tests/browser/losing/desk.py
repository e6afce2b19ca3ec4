"""Somebody at a long form: types, and remembers what the line below said and when."""

import itertools
import secrets
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from playwright.sync_api import Page

from tests.browser.losing.long_forms import LongForm
from tests.browser.losing.stage import Stage, until
from tests.cast import PASSWORD

#: Runs before the scripts of a page: tells later whether anything typed was neither kept nor
#: told to be unsaved, and for how long; `skip` moves the clock of the page.
_WATCH = """(() => {
  const real = Date.now, began = performance.now(), fetched = window.fetch;
  const seen = window.seen = { wrong: null, late: [], since: null };
  window.skip = 0;
  Date.now = () => real() + window.skip;
  window.fetch = (where, how) => fetched(where, how).then((answer) => {
    const isSave = how && how.method === "POST";
    if (isSave && !answer.ok && seen.since !== null) seen.wrong = performance.now();
    return answer;
  });
  setInterval(() => {
    if (!window.so) return;
    const red = document.querySelector(".is-unsaved, .notice-late[data-saved-line]");
    const now = performance.now();
    if (red || !window.so.hasUnsaved()) { seen.since = seen.wrong = null; return; }
    if (seen.since === null) seen.since = now;
    if (seen.wrong !== null && now - seen.wrong > 3000) seen.late.push("wrong answer");
    if (now - seen.since > 10000) seen.late.push("no answer");
  }, 100);
})()"""
#: The field with most room for words.
_LONGEST = """(form) => {
  form.querySelectorAll("details").forEach((one) => { one.open = true; });
  const above = (one) => one.parentElement.closest("details");
  for (let fold = above(form); fold; fold = above(fold)) fold.open = true;
  const areas = Array.from(form.querySelectorAll("textarea:not([readonly])"));
  const lines = Array.from(form.querySelectorAll("input[type=text]:not([readonly])"));
  const sizes = areas.length ? areas : lines;
  return sizes.sort((a, b) => (b.rows || 0) - (a.rows || 0))[0].name;
}"""
_STATE = """(form) => {
  const line = form.querySelector("[data-saved-line]");
  return {
    red: line.matches(".is-unsaved, .notice-late"), unsaved: window.so.hasUnsaved(),
    says: line.textContent.trim(), late: window.seen.late.slice(0, 1),
  };
}"""
_WORDS = """() => Array.from(document.forms).filter((form) => form.method === "post")
  .flatMap((form) => Array.from(form.elements, (one) => one.value)).join("\\n")"""

_numbers = itertools.count(1)


@dataclass
class Desk:
    """One form in one browser; `pages` are the tabs in which it is open."""

    stage: Stage
    form: LongForm
    script: bool = True
    pages: list[Page] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    faults: set[str] = field(default_factory=set)

    @cached_property
    def context(self) -> Any:
        """The browser, in which the writer is signed in."""
        made = self.stage.context(self.form.person, script=self.script)
        if self.script:
            made.add_init_script(_WATCH)
        return made

    @property
    def page(self) -> Page:
        """The tab that was opened last."""
        return self.pages[-1]

    def open(self) -> None:
        """Open the form in one more tab."""
        self.pages.append(self.context.new_page())
        self.page.goto(self.form.address, wait_until="load")
        self._field_name = self.page.locator(self.form.selector).evaluate(_LONGEST)

    def type(self, page: Page | None = None, *, halfway: Any = None) -> None:
        """Add a sentence nobody has written before."""
        said = f" Lời {next(_numbers)} là {secrets.token_hex(6)}."
        self.words.append(said.strip(" ."))
        page = page or self.page
        box = page.locator(f"{self.form.selector} [name='{self._field_name}']")
        box.focus()
        page.keyboard.press("ControlOrMeta+End")
        page.keyboard.insert_text(said[:9])
        if halfway:
            halfway()
        page.keyboard.insert_text(said[9:])

    def state(self, page: Page) -> dict[str, Any]:
        """What the line says and what the page knows."""
        if "/dang-nhap" in page.url:
            return {"red": False, "unsaved": False, "says": "the sign-in page", "late": []}
        found: dict[str, Any] = page.locator(self.form.selector).evaluate(_STATE)
        return found

    def is_told(self) -> bool:
        """Whether each tab says that its text is kept, or that it is not."""
        states = [self.state(page) for page in self.pages]
        return all(state["red"] or not state["unsaved"] for state in states)

    def is_kept(self) -> bool:
        """Whether each tab says that its text is kept."""
        states = [self.state(page) for page in self.pages]
        return not any(state["red"] or state["unsaved"] for state in states)

    def nudge(self) -> None:
        """Come back to the window."""
        for page in self.pages:
            page.evaluate("window.dispatchEvent(new Event('focus'))")

    def judge_line(self) -> None:
        """Note a line that claims what the server has not got, or that came too late."""
        states = [self.state(page) for page in self.pages]
        if not self.is_told() or any(state["late"] for state in states):
            self.faults.add("TOLD LATE")
        claims = not any(state["red"] or state["unsaved"] for state in states)
        if claims:
            kept = self.stage.kept(self.form)
            if any(one not in kept for one in self.words):
                self.faults.add("FALSE SAVED")

    def sees_nothing(self, source: str) -> None:
        """Nobody else may find a word in what they are shown."""
        if any(one in source for one in self.words):
            self.faults.add("SHOWN")

    def others_see_nothing(self) -> None:
        """Another member opens the form's page and the first page."""
        for address in (self.form.address, "/o/k1/"):
            self.sees_nothing(self.stage.source(self.form.other, address))

    def is_found_again(self, page: Page, words: list[str] | None = None) -> None:
        """The writer opens the form anew; drafts of other tabs are one click away."""
        page.goto(self.form.address)
        found = page.evaluate(_WORDS)
        links = page.locator("a[href*='ban=']").evaluate_all("(all) => all.map((a) => a.href)")
        for link in links:
            page.goto(link)
            found += page.evaluate(_WORDS)
        if any(one not in found for one in (words or self.words)):
            self.faults.add("LOST")

    def close(self) -> None:
        """Leave."""
        self.context.close()


def sign_in(page: Page, email: str) -> str:
    """Sign in on the page that is open; returns the source of where it leads."""
    page.fill("input[name=email]", email)
    page.fill("input[name=password]", PASSWORD)
    with page.expect_navigation() as gone:
        page.locator("form[action='/dang-nhap'] button[type=submit]").dispatch_event("click")
    return str(gone.value.text()) if gone.value else ""


def sign_out(page: Page) -> None:
    """Sign out of whatever is open here."""
    page.goto("/o/k1/")
    button = page.locator("form[action='/dang-xuat'] button").first
    with page.expect_navigation():
        button.dispatch_event("click")


def settle(desks: list[Desk], done: str, seconds: float, *, nudging: bool = False) -> None:
    """Wait until every desk is told or kept, at most for some seconds."""
    if nudging:
        for desk in desks:
            desk.nudge()
    waiting = list(desks)

    def all_done() -> bool:
        waiting[:] = [desk for desk in waiting if not getattr(desk, done)()]
        return not waiting

    until(desks[0].page, all_done, seconds)
