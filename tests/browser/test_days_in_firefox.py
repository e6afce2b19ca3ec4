"""A day is stored as it was typed in Firefox, too, whatever language that is set to."""

import shutil
from datetime import date

import pytest
from sqlalchemy import select

from tests.cast import PASSWORD
from webapp.core import clock
from webapp.core.db import db
from webapp.meetings.models import Meeting

pytestmark = [
    pytest.mark.browser,
    # The driver leaves its sockets to the garbage collector.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

marionette = pytest.importorskip("marionette_driver.marionette")


@pytest.fixture(params=["en-US", "vi-VN"])
def firefox(request, tmp_path):
    """A Firefox set to one language, driven by the protocol of its own makers."""
    executable = shutil.which("firefox-esr") or shutil.which("firefox")
    if executable is None:
        pytest.skip("NO FIREFOX: none was found, so days were typed in Chromium alone")
    prefs = {"intl.accept_languages": request.param, "intl.locale.requested": request.param}
    log = str(tmp_path / "gecko.log")
    driven = marionette.Marionette(
        bin=executable, headless=True, prefs=prefs, startup_timeout=90, gecko_log=log
    )
    driven.start_session()
    driven.timeout.implicit = 15
    yield driven
    driven.quit(in_app=False)
    driven.cleanup()


def type_into(firefox, selector, text):
    box = firefox.find_element("css selector", selector)
    box.clear()
    box.send_keys(text)


def test_the_third_of_december_is_stored_as_it_was_typed(firefox, cast, base):
    firefox.navigate(f"{base}/dang-nhap")
    type_into(firefox, "[name=email]", cast.lan.email)
    type_into(firefox, "[name=password]", PASSWORD)
    firefox.find_element(
        "css selector", "main form [type=submit], main form button.btn-primary"
    ).click()
    firefox.find_element("css selector", "#duties, main h1")
    firefox.navigate(f"{base}/o/k1/buoi-hop/moi?thang=2026-12")
    type_into(firefox, "[name=day]", "03/12/2026")
    type_into(firefox, "[name=place]", "Hội trường")
    said = firefox.find_element("css selector", "[data-day-words]").text
    assert said == "thứ Năm, 03/12/2026"
    firefox.execute_script("document.querySelector('[name=place]').form.requestSubmit()")
    firefox.find_element("css selector", "a[href$='lich.ics'], a[href*='/sua']")
    meeting = db.session.scalars(select(Meeting)).one()
    assert clock.day_of(meeting.starts_at) == date(2026, 12, 3)
