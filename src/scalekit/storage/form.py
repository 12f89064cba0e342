"""What every form of a checklist file has in common."""

import re

FORMAT = 2
END = "<!-- scalekit: end -->"  # a Markdown file without it was cut off
OTHER_TEXT = "<!-- other text -->"  # what follows belongs to no field
ID = re.compile(r"[^\s<>\x00-\x1f\x7f-\x9f\ud800-\udfff]{1,200}")
