"""`python -m tests.walls` (`make walls`): write down the walls of a freshly migrated database."""

import sys

from sqlalchemy import create_engine

from tests.servers import TEMPLATE, OwnServers, Servers
from webapp.core.walls import MADE, lines_of


def of_template(servers: Servers) -> str:
    """The walls of the database that the migrations of this code made, as the file keeps them."""
    engine = create_engine(servers.urls(TEMPLATE)["app_rw"])
    try:
        with engine.connect() as connection:
            return "\n".join(lines_of(connection)) + "\n"
    finally:
        engine.dispose()


def main() -> int:
    """Rewrite the file; git shows what a migration changed."""
    own = OwnServers()
    try:
        text = of_template(own.start())
    finally:
        own.stop()
    MADE.write_text(text, "utf-8")
    sys.stdout.write(f"{MADE.name}: {len(text.splitlines())} lines\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
