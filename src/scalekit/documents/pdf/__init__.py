"""A checklist as a PDF form: written, and read back when somebody filled it in."""
