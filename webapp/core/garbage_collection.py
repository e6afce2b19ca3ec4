"""How often a process looks for objects that hold each other in a cycle."""

import gc


def collect_seldom() -> None:
    """Look for cycles every 20,000 objects, and never among those that exist already.

    A page makes thousands of short-lived objects and hardly a cycle. Looking every 700 of them, as
    Python does by itself, would be 21 % of an import of 5,000 members, and 2 to 5 % of a page: see
    decisions/0022. Call it once all modules are loaded: objects that exist before a fork stay
    shared between processes.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
