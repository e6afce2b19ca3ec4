"""Every long form with a draft of nonsense: its page is shown all the same."""

from werkzeug.datastructures import MultiDict

from tests.conftest import HTMX, browser_of
from tests.walk.furnished import furnish
from tests.walk.walking import walk

BAD = ["", "-1", "99999999999999999999999", "31/02/2026", "²", "٣", "0" * 5000 + "\u0301"]


def long_forms(app, cast):
    """Each form that keeps itself: who has it, on which page, and the names of its fields."""
    met = {}
    for seen in walk(app, cast, furnish(cast)).posts:
        names = {field.name: field.value for field in seen.form.fields if field.name}
        if "unsent" in names:
            met.setdefault((names["unsent_of"], seen.endpoint), (seen.person, seen.address, names))
    return met


def nonsense(names, bad, address, base):
    """A draft in which every field is bad, twice, beside fields the form does not have."""
    typed = [(name, bad) for name in names if not name.startswith(("unsent", "typed_by", "csrf"))]
    typed += [("thua-ra", bad), ("item-999999", bad), ("answer-x", bad)]
    typed += [(name.replace("1", "77777"), bad) for name, _bad in typed if "1" in name]
    return MultiDict([*typed, *typed, ("unsent_of", address), ("unsent", base)])


def test_a_draft_of_nonsense_breaks_no_page(app, cast, record_property):
    met, broken = long_forms(app, cast), []
    for number, ((address, _endpoint), (person, page, names)) in enumerate(met.items()):
        client, here = browser_of(app, cast.people[person]), f"/o/{page.split('/')[2]}/dang-viet"
        for turn, bad in enumerate(BAD):
            base = f"{number:011d}{turn:011d}.0"
            kept = client.post(here, data=nonsense(names, bad, address, base), headers=HTMX)
            shown = [client.get(there).status_code for there in (page, here)]
            if [kept.status_code, *shown] != [200] * 3:
                broken.append((address, bad[:9], kept.status_code, shown))
            client.post(f"{here}/bo", data={"unsent_of": address, "unsent": base})
    record_property("drafts of nonsense", f"{len(met) * len(BAD)} in {len(met)} forms")
    assert len(met) > 50
    assert broken == []
