"""What is let go between the coming of digests and the night's sealing is honest work."""

from sqlalchemy import select

from tests.service.proofs.test_sealing import earlier  # noqa: F401 - a fixture
from webapp.core import clock
from webapp.core.db import db
from webapp.proofs import queries, sealing
from webapp.thematic import service as thematic
from webapp.thematic.models import ThematicSession


def sealed_and_whole(scope):
    db.session.commit()
    sealing.seal_earlier(scope)
    db.session.commit()
    return queries.verify(scope).is_whole


def conclude(scope):
    has_one = ThematicSession.conclusion_id.is_not(None)
    row = db.session.scalars(select(ThematicSession).where(has_one)).one()
    words, now = "Kết luận viết lại.", clock.now()
    thematic.conclude(scope, row.month, words, based_on=row.revision, now=now)


def test_a_conclusion_of_before_is_written_anew(earlier):  # noqa: F811
    conclude(earlier)
    assert sealed_and_whole(earlier)
    db.session.expire_all()
    conclude(earlier)
    assert sealed_and_whole(earlier)
