"""Acts of leaving for another unit and arriving from one."""
