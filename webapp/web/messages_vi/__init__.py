"""The Vietnamese sentence of every error code, in one file per part.

Sentences may name facts of the error and the words of the organization's kind: {committee}.
"""

from importlib import import_module
from pkgutil import iter_modules

MESSAGES: dict[str, str] = {}
for _file in iter_modules(__path__):
    MESSAGES.update(import_module(f"{__name__}.{_file.name}").MESSAGES)
