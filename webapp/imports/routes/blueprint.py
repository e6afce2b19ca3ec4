"""The blueprint of the pages of imports."""

from flask import Blueprint

bp = Blueprint("imports", __name__)

HERE = "/o/<organization>/thanh-vien/nhap"
