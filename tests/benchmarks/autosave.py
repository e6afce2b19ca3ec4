"""A member who types: each save is based on the one before, on a server or in this process."""

import re
from typing import Any
from urllib.parse import urlencode

from tests.benchmarks.visitor import Answer, Visitor
from webapp.reports.outline import Section, section_field

_SAVED = re.compile(rb'data-saved="([^"]+)"')


class InProcess:
    """The same questions asked of an application in this process."""

    def __init__(self, client: Any, cookie: str, csrf: str) -> None:
        self.client, self.cookie, self.csrf = client, cookie, csrf

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> Answer:
        kind = "application/x-www-form-urlencoded" if body else None
        answer = self.client.open(
            path,
            method=method,
            data=body or None,
            content_type=kind,
            headers={"Cookie": self.cookie, **headers},
        )
        return Answer(answer.status_code, answer.data)


class Typing:
    """A member who types in one form: every save is made on the one before."""

    def __init__(self, visitor: Visitor | InProcess, page: str, saves_to: str, base: str) -> None:
        self.visitor, self.page, self.saves_to, self.base = visitor, page, saves_to, base
        self.carried: dict[str, str] = {}
        self.saves = 0

    def __call__(self) -> Answer:
        if not self.carried:
            page = self.visitor.ask("GET", self.page).body
            names = ("typed_by", "unsent_of", self.base)
            self.carried = {name: _value(name, page) for name in names}
        self.saves += 1
        words = f"Lần {self.saves}: đã làm thêm được việc. " * 20
        form = {"csrf_token": self.visitor.csrf, **self.carried, **self.typed(words)}
        headers = {"HX-Request": "true"}
        answer = self.visitor.ask("POST", self.saves_to, urlencode(form), **headers)
        saved = _SAVED.search(answer.body)
        if saved:
            self.carried[self.base] = saved.group(1).decode()
        return answer

    def typed(self, words: str) -> dict[str, str]:
        """What the form holds."""
        return {"wording": words, "member_id": "1", "source": "meeting", "due_on": "01/12/2026"}


class Report(Typing):
    """A member who writes a report."""

    def __init__(self, visitor: Visitor | InProcess, report: str) -> None:
        super().__init__(visitor, f"{report}/viet", f"{report}/luu", "based_on")

    def typed(self, words: str) -> dict[str, str]:
        """The sections of the report."""
        return {section_field(section): words for section in Section}


def _value(name: str, page: bytes) -> str:
    found = re.search(rf'name="{name}"[^>]*?value="([^"]*)"'.encode(), page)
    return found.group(1).decode() if found else ""
