"""Change who reports when: asked for, agreed to, decided; with the reports the turns ask for."""

from webapp.reports.requests.answering import agree, disagree, refuse, take_back
from webapp.reports.requests.asking import Wish, arrange, ask
from webapp.reports.requests.granting import grant

__all__ = ["Wish", "agree", "arrange", "ask", "disagree", "grant", "refuse", "take_back"]
