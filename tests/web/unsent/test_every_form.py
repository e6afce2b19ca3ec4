"""What was kept of any long form stands in that form again, wherever its page is."""

from tests.browser.losing.long_forms import long_forms
from tests.conftest import HTMX
from tests.forms_of import posts_of
from tests.walk.furnished import furnish

WORDS = "Lời chưa gửi 7c1f."


def sent_to(form):
    hidden = {one.name: one.value for one in form.fields if one.type == "hidden"}
    return hidden.get("unsent_of") or form.attributes.get("data-autosave")


def words_in(form):
    """The fields of a form in which somebody writes."""
    areas = [one for one in form.fields if one.type == "textarea"]
    return areas or [one for one in form.fields if one.type == "text"]


def shown(client, one):
    """The form on its page."""
    page = client.get(one.address)
    return next(form for form in posts_of(page.text) if sent_to(form) == one.sent_to)


def test_what_is_kept_of_any_form_comes_back_in_it(app, cast, as_):
    forms = long_forms(app, cast, furnish(cast))
    assert len(forms) >= 30
    lost = []
    for number, one in enumerate(forms):
        client = as_(cast.people[one.person])
        form = shown(client, one)
        field = words_in(form)[-1].name
        typed = {**dict(form.sent()), field: WORDS}
        typed |= {"unsent_of": one.sent_to, "unsent": f"{number:022}.0"}
        kept = client.post("/o/k1/dang-viet", data=typed, headers=HTMX)
        assert kept.status_code == 200, one
        if WORDS not in {each.value.strip() for each in words_in(shown(client, one))}:
            lost.append(one.name)
    assert lost == []
