"""Somebody at a screen: signs in, clicks what is written, and pictures what is seen."""

import re
from pathlib import Path
from typing import Self

from playwright.sync_api import Browser, Error, Locator, Page, expect


class Visitor:
    """One person in one browser, with or without scripts, on a phone or an office PC."""

    def __init__(self, browser: Browser, url: str, *, width: int, script: bool) -> None:
        height = 844 if width < 500 else 768
        self._context = browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=script
        )
        self._context.set_default_timeout(15_000)
        self.page: Page = self._context.new_page()
        self._url, self.script = url, script
        self.problems: list[str] = []
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))

    def sign_in(self, email: str, password: str) -> Self:
        """Come in with an address and a password."""
        self.page.goto(f"{self._url}/dang-nhap")
        self.page.fill("input[name=email]", email)
        self.page.fill("input[name=password]", password)
        self.click("Đăng nhập")
        return self

    def go(self, address: str) -> Self:
        """Open an address; a script that was still leading to another page is let finish first."""
        try:
            answer = self.page.goto(f"{self._url}{address}")
        except Error as overtaken:
            if "ERR_ABORTED" not in overtaken.message:
                raise
            answer = self.settle().page.goto(f"{self._url}{address}")
        assert answer is not None
        assert answer.status < 400, f"{address} answered {answer.status}"
        return self

    def click(self, words: str, *, inside: str = "main", nth: int = 0) -> Self:
        """Press the button or link that carries these words."""
        name = re.compile(re.escape(words), re.IGNORECASE)
        found = self.page.locator(inside)
        button = found.get_by_role("button", name=name).or_(found.get_by_role("link", name=name))
        button.nth(nth).click()
        # With scripts an act is a request behind the page, not a new page.
        self.page.wait_for_load_state("networkidle")
        return self

    def write(self, field: str, text: str) -> Self:
        """Fill the field of this name, opening the fold it stands in."""
        box: Locator = self.page.locator(f"[name='{field}']").first
        if not box.is_visible():
            box.locator("xpath=ancestor::details[1]/summary").click()
        box.fill(text)
        return self

    def tick(self, field: str, value: str | None = None) -> Self:
        """Tick the box of this name."""
        which = f"[value='{value}']" if value else ""
        self.page.locator(f"[name='{field}']{which}").first.check()
        return self

    def agree(self) -> Self:
        """Say yes where scripts ask; without them nothing asks."""
        dialog = self.page.locator("#dialog-confirm[open]")
        if dialog.count():
            dialog.get_by_role("button", name="Đồng ý").click()
            self.page.wait_for_load_state("networkidle")
        return self

    def sees(self, words: str) -> Self:
        """The words stand on the page, now or within a few seconds."""
        expect(self.page.locator("body")).to_contain_text(words, ignore_case=True)
        return self

    def settle(self) -> Self:
        """Wait until nothing moves: a script may lead to another page after its answer."""
        address, quiet = "", 0
        while quiet < 3:
            self.page.wait_for_load_state("networkidle")
            quiet = quiet + 1 if self.page.url == address else 0
            address = self.page.url
            self.page.wait_for_timeout(100)
        return self

    def picture(self, folder: Path, name: str) -> Self:
        """Keep a picture of the whole page."""
        self.page.screenshot(path=folder / f"{name}.png", full_page=True)
        return self

    def leave(self) -> None:
        """Close the browser; nothing may have failed in it."""
        self._context.close()
        assert self.problems == []
