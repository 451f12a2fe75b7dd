"""Every command of the reader, once, as data: a module for each group of them.

`table.COMMANDS` has them all; key bindings, key hints, help and palette are derived from it.
"""
