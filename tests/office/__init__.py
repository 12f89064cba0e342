"""Documents opened, saved and printed by a real LibreOffice."""
