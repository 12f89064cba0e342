"""The fingerprint by which an answer knows which wording it answered."""

from scalekit.text.folding import tidy


def fingerprint(title: str, text: str) -> str:
    """Return 8 hexadecimal digits that change when the words of an action change.

    White space counts as one space, so that wrapping the lines anew changes nothing.
    """
    # Needed when a playbook is read, not when a checklist is.
    from hashlib import sha256

    words = "\n".join(tidy(part) for part in (title, text))
    return sha256(words.encode()).hexdigest()[:8]
