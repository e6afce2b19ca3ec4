"""A small application with one page of every shape: what the look is checked on.

It has no database; the organization, the menu and the people are invented here.
"""

from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any

from flask import Flask, render_template, request
from flask_wtf import FlaskForm
from jinja2 import ChoiceLoader, FileSystemLoader
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server
from wtforms import BooleanField, PasswordField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from webapp.web import appearance, assets, dates, htmx, navigation, security, wording
from webapp.web.paging import paging

HERE = Path(__file__).parent
WEB = Path(security.__file__).parent

MENU = (
    ("Việc cần làm", "Cần làm", "☑", "/", True),
    ("Báo cáo của tôi", "Báo cáo", "✎", "/bao-cao", True),
    ("Phân công báo cáo", "Phân công", "☰", "/mau-don", False),
    ("Buổi sinh hoạt", "Buổi họp", "▤", "/danh-sach", True),
    ("Danh sách đảng viên", "Đảng viên", "☺", "/danh-sach-2", False),
    ("Tổng hợp", "Tổng hợp", "▦", "/tong-hop", True),
    ("Nhật ký thay đổi", "Nhật ký", "≡", "/loi", False),
)
UNITS = (
    ("Hồi sức – Cấp cứu", "✓✓C!!C!½C✓…·", "43%"),
    ("Khoa Khám bệnh", "✓✓C½!C✓½C✓½·", "57%"),
    ("Khoa Nội tổng hợp", "✓!C✓½C✓✓C✓…·", "71%"),
    ("Khoa Xét nghiệm – Chẩn đoán hình ảnh", "✓✓C✓½C✓✓C✓!·", "71%"),
    ("Khoa Ngoại – Gây mê", "✓✓C✓✓C✓½C✓✓·", "100%"),
)
SIGNS = {
    "✓": ("ok", "✓", "2/2", "đủ"),
    "½": ("soon", "½", "1/2", "thiếu một phần"),
    "!": ("late", "!", "0/2", "thiếu, quá hạn"),
    "…": ("progress", "…", "0/2", "đang làm"),
    "C": ("thematic", "C", "CĐ", "chuyên đề"),
    "·": ("neutral", "·", "·", "chưa đến kỳ"),
}


class SampleForm(FlaskForm):  # type: ignore[misc]
    """One field of every kind."""

    full_name = StringField("Họ và tên", [InputRequired("Hãy ghi họ và tên."), Length(max=120)])
    password = PasswordField("Mật khẩu")
    role = SelectField(
        "Chức vụ", choices=[SelectChoice("member", "Đảng viên"), SelectChoice("chair", "Bí thư")]
    )
    kind = RadioField(
        "Loại buổi",
        choices=[SelectChoice("regular", "Định kỳ"), SelectChoice("thematic", "Chuyên đề")],
    )
    reason = TextAreaField("Lý do", [InputRequired("Hãy ghi lý do.")])
    agreed = BooleanField("Đã đọc và đồng ý")


@dataclass
class Desk:
    """What the server of the demo remembers and how it is told to behave."""

    texts: dict[str, str] = field(default_factory=dict)
    number: int = 12
    saves: int = 0
    sent: list[dict[str, str]] = field(default_factory=list)
    answer: int = 200
    kind: str = "party_branch"
    session_seconds: int = 0


def make(desk: Desk, **config: Any) -> Flask:
    """The demo application."""
    app = Flask(__name__, static_folder=None)
    app.jinja_loader = ChoiceLoader(
        [FileSystemLoader(HERE / "templates"), FileSystemLoader(WEB / "templates")]
    )
    app.config.update({"SECRET_KEY": "demo", "HTMX_SOURCE": "local", "WTF_CSRF_ENABLED": False})
    app.config.update(config)
    for part in (assets, security, dates, appearance):
        part.init_app(app)
    app.add_template_filter(wording.paragraphs)
    app.context_processor(lambda: _surroundings(desk))
    _add_pages(app, desk)
    _add_acts(app, desk)
    _add_editor(app, desk)
    return app


def _surroundings(desk: Desk) -> dict[str, Any]:
    unit = SimpleNamespace(name="Chi bộ Khoa Khám bệnh", kind=desk.kind, code="k1")
    return {
        "scope": SimpleNamespace(organization=unit, full_name="Phạm Văn Lâm"),
        "role_label": "Bí thư",
        "menu": navigation.drawn([
            SimpleNamespace(
                label=label, short_label=short, icon=icon, url=url, in_bottom_bar=bottom,
                active=request.path == url,
            )
            for label, short, icon, url, bottom in MENU
        ]),
        "unread_count": 3,
        "session_seconds": desk.session_seconds,
    }  # fmt: skip


def _add_pages(app: Flask, desk: Desk) -> None:
    @app.get("/")
    def home() -> str:
        return render_template("demo/home.html")

    @app.get("/tong-hop")
    def figures() -> str:
        rows = [(name, [SIGNS[s] for s in signs], total) for name, signs, total in UNITS]
        return render_template("demo/figures.html", rows=rows)

    @app.get("/danh-sach")
    def listing() -> str:
        return render_template("demo/listing.html", paging=paging(200), now=dates.clock.now())

    @app.get("/loi")
    def broken() -> Any:
        text = "Không tìm thấy trang này, hoặc tài khoản này không được xem nội dung đó."
        return render_template("web/problem.html", status=404, message=text), 404

    @app.get("/ban-in")
    def paper() -> str:
        return render_template("demo/paper.html", back_to="/")

    @app.get("/dang-nhap")
    def sign_in() -> str:
        return render_template("demo/sign_in.html", scope=None, menu=None, form=SampleForm())


def _add_acts(app: Flask, desk: Desk) -> None:
    @app.route("/mau-don", methods=["GET", "POST"])
    def sample_form() -> Any:
        form = SampleForm()
        if form.validate_on_submit():
            return htmx.done("demo/_form.html", back_to="/mau-don", form=form, notice="Đã ghi.")
        status = 422 if request.method == "POST" else 200
        return htmx.show("demo/form.html", piece="demo/_form.html", status=status, form=form)

    @app.post("/nhac")
    def act() -> Any:
        desk.saves += 1
        if desk.answer == 422:
            return render_template("web/_problem.html", message="Vừa nhắc hôm nay rồi."), 422
        return htmx.done("demo/_reminded.html", back_to="/", notice="Đã nhắc.")


def _add_editor(app: Flask, desk: Desk) -> None:
    @app.get("/bao-cao")
    def editor() -> str:
        return render_template("demo/editor.html", desk=desk)

    @app.post("/bao-cao/luu")
    def save() -> Any:
        if desk.answer == 401:
            return htmx.ask_to_sign_in()
        if desk.answer != 200:
            return "", desk.answer
        if int(request.form["based_on"]) != desk.number:
            return render_template("demo/_conflict.html", desk=desk), 409
        desk.number += 1
        desk.saves += 1
        desk.texts = request.form.to_dict()
        return render_template("demo/_saved.html", desk=desk)

    @app.get("/phien")
    def standing() -> Any:
        return {"typed_by": "" if desk.answer == 401 else "ai", "csrf_token": "moi"}

    @app.post("/bao-cao/gui")
    def send() -> Any:
        desk.sent.append(request.form.to_dict())
        return htmx.moved("/", notice="Đã gửi chi ủy.")


def serve(desk: Desk, **config: Any) -> tuple[BaseWSGIServer, str]:
    """The demo on a free port, and its address; the caller shuts it down."""
    server = make_server("127.0.0.1", 0, make(desk, **config), threaded=True, request_handler=Quiet)
    Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_port}"


class Quiet(WSGIRequestHandler):
    """Answers without a line for each request."""

    def log(self, type: str, message: str, *args: Any) -> None:
        """Say nothing."""
