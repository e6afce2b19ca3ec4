"""How often a process collects objects that refer to each other in a cycle."""

import gc


def collect_seldom() -> None:
    """Collect every 20,000 objects, and never those that exist already.

    Python's own 700 would cost 21 % of an import of 5,000 members and 2 to 5 % of a page:
    decisions/0022. Call it once all modules are loaded, so that objects from before a fork stay
    shared between processes.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
