#!/bin/sh
# Puts one of the hash-pinned lists into .venv: install.sh local|dev. The make targets call it.
# `install.sh --has-python` only tells whether a Python is there that can make a .venv.
# What was installed is remembered by checksum, so that an unchanged list costs nothing.
set -eu
cd "$(dirname "$0")/.."

has_venv() {
    # Some distributions ship Python without venv; ensurepip is the part they leave out.
    "$1" -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

candidate() {
    for python in ${PYTHON:-python3.13 python3.12 python3.11 python3.14 python3}; do
        if has_venv "$python"; then
            command -v "$python"
            return 0
        fi
    done
    return 1
}

if [ "$1" = --has-python ]; then
    candidate >/dev/null
    exit
fi

list=$1
stamp=.venv/installed-$list
wanted=$(cat requirements/bootstrap.txt requirements/htmx.txt "requirements/$list.txt" | cksum)

works() { .venv/bin/python -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

if works && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
    exit 0
fi

find_python() {
    candidate && return
    found=$(python3 --version 2>/dev/null || echo "no python3 at all")
    echo "Python 3.11 or newer with its venv module is needed; found: $found." >&2
    echo "  Debian, Ubuntu:  sudo apt install python3 python3-venv" >&2
    echo "  Fedora:          sudo dnf install python3" >&2
    echo "  macOS:           brew install python" >&2
    echo "Or name one:       make run PYTHON=/path/to/python3.12" >&2
    exit 1
}

if ! works; then
    python=$(find_python)
    echo "Setting up .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
fi

echo "Installing requirements/$list.txt"
with_pip() { .venv/bin/python -m pip install --quiet --require-hashes "$@"; }
# uv installs in seconds what takes pip a minute; where it isn't to be had, pip does the same.
# Both compile: otherwise each of the many processes of a first start would do it again.
with_pip -r requirements/bootstrap.txt || true
install() {
    UV_PYTHON=.venv/bin/python .venv/bin/uv pip install --quiet --compile-bytecode --require-hashes "$@" ||
        { echo "uv did not succeed; using pip" >&2; with_pip "$@"; }
}
install -r "requirements/$list.txt"
# Only a file of this wheel is used; its dependency, Django, stays away.
install --no-deps -r requirements/htmx.txt
echo "$wanted" >"$stamp"
