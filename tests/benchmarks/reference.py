"""What pages are compared with: an ordinary signed-in page of 30 rows, and a saved field.

The reference page is how such a page is usually written with these libraries: Flask-Login loads
the account, the organization is bound for row-level security, three queries, thirty rows of an
ORM, one template with a base and links. The reference fragment signs in, writes one row and
answers one line. They use the same tables and the same database role as the service.
"""

import hashlib
import os
from datetime import UTC, datetime
from typing import Any

from flask import Flask, render_template, request
from flask_login import LoginManager, UserMixin, current_user, login_required
from jinja2 import DictLoader
from sqlalchemy import event, func, select, text, update

from webapp.accounts.models import Account, AccountSession, Membership
from webapp.core.db import db
from webapp.organizations.models import Organization

BASE = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>{% block title %}{% endblock %}</title>
<link rel="stylesheet" href="{{ url_for('static', filename='app.css') }}"></head>
<body><header><a href="{{ url_for('members', code=code) }}">{{ organization.name }}</a>
<span>{{ current_user.full_name }}</span></header>
<nav><ul>{% for n in range(6) %}<li>
<a href="{{ url_for('members', code=code, page=n) }}">Mục {{ n }}</a></li>
{% endfor %}</ul></nav><main>{% block content %}{% endblock %}</main></body></html>"""
PAGE = """{% extends "base.html" %}{% block title %}Danh sách{% endblock %}{% block content %}
<h1>Danh sách ({{ total }})</h1><table>{% for row in rows %}
<tr><td><a href="{{ url_for('member', code=code, member_id=row.id) }}">{{ row.full_name }}</a></td>
<td>{{ row.email }}</td><td>{{ row.joined_on.strftime("%d/%m/%Y") }}</td></tr>
{% endfor %}</table>{% endblock %}"""
SAVED = """<p id="saved">Đã tự lưu lúc {{ at.strftime("%H:%M") }}.</p>"""


class User(UserMixin):  # type: ignore[misc]
    def __init__(self, token: str, account: Account) -> None:
        self.id, self.account_id, self.full_name = token, account.id, account.full_name


def create_reference() -> Flask:
    """The reference application on the database of the environment."""
    app = Flask("reference")
    app.secret_key = os.environ["SECRET_KEY"]
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"pool_pre_ping": False}
    app.jinja_loader = DictLoader({"base.html": BASE, "page.html": PAGE, "saved.html": SAVED})
    db.init_app(app)
    login = LoginManager(app)
    login.session_protection = None
    login.user_loader(load)
    with app.app_context():
        event.listen(db.engine, "begin", bind_organization)
    app.add_url_rule("/o/<code>/", "members", login_required(members))
    app.add_url_rule("/o/<code>/<int:member_id>", "member", lambda code, member_id: "")
    app.add_url_rule("/o/<code>/save", "save", login_required(save), methods=["POST"])
    return app


def bind_organization(connection: Any) -> None:
    number = int(request.args["organization"])
    connection.exec_driver_sql(f"SET LOCAL app.organization_id = {number}")


def load(token: str) -> User | None:
    account = db.session.scalar(
        select(Account)
        .join(AccountSession, AccountSession.account_id == Account.id)
        .where(
            AccountSession.token_hash == hashlib.sha256(token.encode()).digest(),
            AccountSession.expires_at > datetime.now(UTC),
        )
    )
    return User(token, account) if account else None


def members(code: str) -> str:
    organization = db.session.scalar(select(Organization).where(Organization.code == code))
    here = Membership.organization_id == organization.id
    total = db.session.scalar(select(func.count()).select_from(Membership).where(here))
    rows = db.session.scalars(
        select(Membership).where(here).order_by(Membership.sort_key).limit(30)
    ).all()
    return render_template(
        "page.html", code=code, organization=organization, total=total, rows=rows
    )


def save(code: str) -> str:
    at = datetime.now(UTC)
    number = int(request.args["organization"])
    row = db.session.scalar(
        select(Membership)
        .where(Membership.organization_id == number, text("account_id = :account"))
        .params(account=current_user.account_id)
    )
    db.session.execute(
        update(Membership)
        .where(Membership.organization_id == number, Membership.id == row.id)
        .values(phone=request.form["body"][:20])
    )
    db.session.commit()
    return render_template("saved.html", at=at)
