"""People, memberships, roles and signing in."""
