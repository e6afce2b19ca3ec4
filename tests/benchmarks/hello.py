"""Bare Flask: the least a page of this framework can cost."""

from flask import Flask

app = Flask("hello")


@app.get("/")
def say_hello() -> str:
    return "hello"
