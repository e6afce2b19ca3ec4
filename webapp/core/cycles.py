"""How often a process looks for objects that hold each other in a cycle."""

import gc


def look_seldom() -> None:
    """Look for cycles every twenty thousand objects, and never among what is there already.

    A page or a list makes thousands of short-lived objects and hardly a cycle; looking every seven
    hundred of them took a twentieth of a page's time and a fifth of an import's. Call it once
    everything is loaded: what is there before a fork stays shared between processes.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
