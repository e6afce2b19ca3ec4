"""Where the proxy is missing its tests say so aloud, and fail where it must be there."""

import pytest

from tests.front_door import nginx


@pytest.mark.parametrize(
    ("required", "outcome"), [("", pytest.skip.Exception), ("1", pytest.fail.Exception)]
)
def test_a_missing_proxy_is_named(monkeypatch, required, outcome):
    monkeypatch.setattr(nginx, "_PATH", "/nowhere")
    monkeypatch.setenv("REQUIRE_PROXY", required)
    with pytest.raises(outcome, match="nginx"):
        nginx.require()
