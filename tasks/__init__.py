"""Background work: PostgreSQL decides what is to be done, Celery only wakes and spreads it."""
