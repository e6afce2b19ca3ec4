"""A member who types: each save is based on the one before, on a server or in this process."""

import re
from typing import Any
from urllib.parse import urlencode

from tests.benchmarks.visitor import Answer, Visitor
from webapp.reports.outline import Section, section_field

_BASED_ON = re.compile(rb'name="based_on"[^>]*?value="([^"]*)"')


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


class Autosave:
    """A member who types: every save is based on the one before."""

    def __init__(self, visitor: Visitor | InProcess, report: str) -> None:
        self.visitor, self.report, self.saves = visitor, report, 0
        self.based_on = ""

    def __call__(self) -> Answer:
        if not self.based_on:
            self._remember(self.visitor.ask("GET", f"{self.report}/viet").body)
        self.saves += 1
        sections = {
            section_field(section): f"Lần {self.saves}: đã làm thêm được việc. " * 20
            for section in Section
        }
        form = {"csrf_token": self.visitor.csrf, "based_on": self.based_on, **sections}
        headers = {"HX-Request": "true"}
        answer = self.visitor.ask("POST", f"{self.report}/luu", urlencode(form), **headers)
        self._remember(answer.body)
        return answer

    def _remember(self, body: bytes) -> None:
        found = _BASED_ON.search(body)
        if found:
            self.based_on = found.group(1).decode()
