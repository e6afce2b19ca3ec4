"""Acts of handing an office over."""
