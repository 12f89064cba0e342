"""Excel workbooks: written, and read back."""
