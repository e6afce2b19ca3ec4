"""Rules of handing an office over."""
