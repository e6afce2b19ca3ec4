"""Tasks run in the application of the tests; what they queue is run at once, without a broker."""

import pytest

import tasks.app


@pytest.fixture
def worker(app, cast, queued):
    """Celery as a worker would run it, in this process."""
    celery = tasks.app.celery
    celery.loader.import_default_modules()
    celery.finalize()
    tasks.app.use(app)
    celery.conf.update(task_always_eager=True, task_eager_propagates=True)
    yield celery
    celery.conf.update(task_always_eager=False, task_eager_propagates=False)
    tasks.app.use(None)
