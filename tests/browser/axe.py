"""What axe finds on a page: WCAG 2.2 AA, best practice, and contrast of 7:1."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"color-contrast-enhanced": {"enabled": True}},
    "resultTypes": ["violations"],
}


def findings(page: Page) -> list[str]:
    """What axe finds on the page as it stands now."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    answer = page.evaluate("(options) => axe.run(document, options)", RULES)["violations"]
    return [f"{v['id']}: {node['html'][:120]}" for v in answer for node in v["nodes"]]
