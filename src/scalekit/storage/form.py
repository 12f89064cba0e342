"""What every form of a checklist file has in common."""

import re

FORMAT = 1
END = "<!-- scalekit: end -->"  # a Markdown file without it was cut off
ID = re.compile(r"[^\s<>]{1,200}")
