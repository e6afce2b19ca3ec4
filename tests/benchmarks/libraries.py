"""A web worker that has only imported its libraries: the least memory ours can need."""

import celery  # noqa: F401
import flask_sqlalchemy  # noqa: F401
import flask_wtf  # noqa: F401
import psycopg  # noqa: F401
from flask import Flask

app = Flask(__name__)


@app.get("/")
def say_hello() -> str:
    return "hello"
