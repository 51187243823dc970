"""Uniting two registers: what both hold once, what one holds, and no contradiction."""

from actionplan._merging._merging import merged

__all__ = ["merged"]
