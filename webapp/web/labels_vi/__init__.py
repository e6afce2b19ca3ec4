"""The Vietnamese label of every stored enum value shown on a page, in one file per part.

Keyed by the name of the enum, then by its value; {committee} and the like follow the kind.
"""

from importlib import import_module
from pkgutil import iter_modules

LABELS: dict[str, dict[str, str]] = {}
for _file in iter_modules(__path__):
    for _enum, _labels in import_module(f"{__name__}.{_file.name}").LABELS.items():
        if _enum in LABELS:
            raise KeyError(f"two enums are called {_enum}; their labels need a name each")
        LABELS[_enum] = _labels
