"""Every long form with a draft of nonsense: its page is shown all the same."""

import pytest

from tests.conftest import HTMX, browser_of
from tests.walk.furnished import furnish
from tests.walk.walking import walk
from webapp.web import kept_text

BAD = ["", "x", "-1", "99999999999999999999999", "9223372036854775807", "31/02/2026", "²", "٣",
       "2026-13", "0" * 5000 + "\u0301"]


def test_a_draft_of_nonsense_breaks_no_page(app, cast):
    walked = walk(app, cast, furnish(cast))
    met = {}
    for seen in walked.posts:
        names = {field.name: field.value for field in seen.form.fields if field.name}
        if "unsent_of" in names:
            met.setdefault((names["unsent_of"], seen.endpoint), (seen.person, seen.address, names))
    marked = {view.text_page for view in app.view_functions.values() if hasattr(view, "text_page")}
    broken, gone, tried = [], [], 0
    reached = set()
    for number, ((address, endpoint), (person, page, names)) in enumerate(met.items()):
        client = browser_of(app, cast.people[person])
        code = page.split("/")[2]
        with app.test_request_context("/"):
            there = kept_text.page_of(address)
        reached.add(endpoint)
        for turn, bad in enumerate(BAD):
            base = f"{number:011d}{turn:011d}.0"
            typed = [(name, bad) for name in names if not name.startswith("unsent")] * 2
            typed += [("thua-ra", bad), ("item-999999", bad), ("answer-x", bad)]
            typed += [(name.replace("1", "77777"), bad) for name in names if "1" in name]
            from werkzeug.datastructures import MultiDict
            form = MultiDict([*typed, ("unsent_of", address), ("unsent", base)])
            for name in ("typed_by", "csrf_token"):
                form.poplist(name)
            answer = client.post(f"/o/{code}/dang-viet", data=form, headers=HTMX)
            if answer.status_code != 200:
                gone.append((address, bad[:9], answer.status_code))
                continue
            for get in {page, there, f"/o/{code}/dang-viet"}:
                tried += 1
                shown = client.get(get)
                if shown.status_code != 200:
                    broken.append((get, bad[:12], shown.status_code))
            client.post(f"/o/{code}/dang-viet/bo", data={"unsent_of": address, "unsent": base})
    from collections import Counter
    print("BROKEN", Counter(broken)); print("GONE", Counter(gone))
    print("TRIED", tried, "forms", len(met), "endpoints", sorted(reached))
    print("UNMET", sorted(marked), )
    assert (broken, gone) == ([], [])
