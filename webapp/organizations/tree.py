"""Paths in the tree: “12/40/7/” names a unit and all its superiors."""

#: Sorts after every digit and slash under the C collation.
END = chr(1114111)


def ids_in(path: str) -> list[int]:
    """The identifiers on a path, from the root to the organization itself."""
    return [int(part) for part in path.split("/") if part]


def is_above(upper: str, lower: str) -> bool:
    """Whether one path lies above another one; nothing lies above itself."""
    return lower != upper and lower.startswith(upper)


def subtree_range(path: str) -> tuple[str, str]:
    """The half-open range of paths that holds an organization and everything below it."""
    return path, path + END


def root_id(path: str) -> int:
    """The organization a path begins with."""
    return ids_in(path)[0]


def depth(path: str) -> int:
    """On which level an organization stands; a root on the first."""
    return len(ids_in(path))
