"""Change who reports when: asked for, agreed to, decided; with the reports the turns ask for."""

from webapp.reports.exchanging.answering import agree, disagree, refuse, take_back
from webapp.reports.exchanging.asking import Wish, arrange, ask
from webapp.reports.exchanging.granting import grant

__all__ = ["Wish", "agree", "arrange", "ask", "disagree", "grant", "refuse", "take_back"]
