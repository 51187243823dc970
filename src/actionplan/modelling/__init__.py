"""How progress goes: series over time, read off the log of a register."""
