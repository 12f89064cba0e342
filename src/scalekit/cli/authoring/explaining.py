"""What a rule of playbooks means, as lines to read."""

from collections.abc import Iterator

from scalekit.errors import UsageError
from scalekit.playbook import advice
from scalekit.playbook.explained import EXPLAINED, GROUPS
from scalekit.text.near import did_you_mean


def rule_lines(code: str) -> Iterator[str]:
    """Yield the lines on one rule; raises UsageError when there is none with this name."""
    word = code.strip("[]").lower()
    if word not in EXPLAINED:
        near = did_you_mean(word, EXPLAINED)
        see = "See all with `scalekit playbook explain`."
        raise UsageError(f"There is no rule “{code}”. {near or see}")
    about = EXPLAINED[word]
    yield f"{word}: {about.why}"
    if about.how:
        yield about.how
    if about.given:
        file, was, now = about.given
        yield from ("", f"Given that {file} said, and now says:", "")
        yield from (f"    {line}" for line in (was.strip(), now.strip()))
    for title, text in (("Before", about.before), ("After", about.after)):
        if text:
            yield from ("", f"{title}, in {about.file}:", "")
            yield from (f"    {line}" for line in text.rstrip("\n").split("\n"))
    if word in advice.CODES:
        yield from ("", "To keep it as it is, say why in playbook.yaml:", "", "    allow:")
        yield from (f"      - rule: {word}", "        at: ID", "        because: Your reason.")


def every_rule() -> Iterator[str]:
    """Yield the name of each rule with why there is one."""
    for number, (title, rules) in enumerate(GROUPS.items()):
        if number:
            yield ""
        yield title
        yield ""
        for code, about in rules.items():
            yield f"  {code}"
            yield f"      {about.why}"
