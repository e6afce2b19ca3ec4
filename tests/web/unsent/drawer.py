"""What tests of drafts ask a member's drawer: keep one, count them, read what a page carries."""

import re

from sqlalchemy import func, select

from tests.conftest import HTMX
from webapp.core.db import db
from webapp.unsent import rules
from webapp.unsent.models import UnsentForm

NEW = "/o/k1/theo-doi/moi"
KEEP = "/o/k1/dang-viet"
KEY = "z" * 22


def base_in(page):
    found = re.search(r'(?:name="unsent" value|data-saved)="([^"]*)"', page.text)
    return found and found.group(1)


def keep(client, words, base=f"{KEY}.0", address=NEW, **more):
    form = {"unsent_of": address, "unsent": base, "wording": words, **more}
    return client.post(KEEP, data=form, headers=HTMX)


def drafts():
    found = select(func.count()).where(UnsentForm.text_id.is_not(None))
    return db.session.scalar(found)


def sealed_in(page):
    return re.search(r'name="kept"[^>]* value="([^"]*)"', page.text).group(1)


def full(client, address=NEW):
    for number in range(rules.MOST):
        assert keep(client, "Lời nói.", f"{number:022d}.0", address).status_code == 200
