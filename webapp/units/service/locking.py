"""Lock the units of an act, and check again that they stand below the superior who acts."""

from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import Scope
from webapp.core.errors import NotVisible
from webapp.organizations import tree, tree_service
from webapp.organizations.models import Organization


def lock_units(
    scope: Scope, unit: Organization, *others: Organization, closing: bool = False
) -> None:
    """Lock the tree for an act of a superior; somebody above may have moved a unit meanwhile.

    The others may be one's own organization too. Before a unit closes, transactions that write in
    it are waited for. Raises NotVisible for what lies elsewhere, and for those who may not act.
    """
    require(Permission.UNITS_MANAGE, scope)
    here = scope.organization_id
    if closing:
        tree_service.wait_for_writers(unit.id)
    tree_service.lock_tree(unit, *others)
    if here not in tree.ids_in(unit.path)[:-1]:
        raise NotVisible
    if any(here not in tree.ids_in(other.path) for other in others):
        raise NotVisible
