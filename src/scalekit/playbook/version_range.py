"""The versions of the playbook below that an overlay was written for."""

from collections.abc import Callable

from scalekit.engine.playbook_version import is_newer
from scalekit.model.overlay import Extends
from scalekit.model.playbook import Playbook
from scalekit.model.problem import Problem, quoted
from scalekit.playbook.parts import problem
from scalekit.text.pattern import pattern

_NUMBERS = pattern(r"[0-9]{1,9}(?:\.[0-9]{1,9})*")
_SIGNS: dict[str, Callable[[str, str], bool]] = {
    ">=": lambda version, than: not is_newer(than, version),
    "<=": lambda version, than: not is_newer(version, than),
    "==": lambda version, than: than == version,
    ">": is_newer,
    "<": lambda version, than: is_newer(than, version),
}


def check_version(
    base: Playbook, extends: Extends, problems: list[Problem], unsettled: list[Problem]
) -> None:
    """Add what is wrong with the range of versions; a base that is past it is only unsettled."""
    if extends.playbook and extends.playbook != base.id:
        message = f"The playbook there is {base.id}."
        remedy = "Name it, or its folder."
        problems.append(problem(extends.playbook, "base-playbook", message, remedy))
        return
    for limit in filter(None, map(str.strip, extends.version.split(","))):
        sign, than = _limit(limit)
        if not sign:
            message = f"{quoted(limit)} is not a limit of versions."
            remedy = 'Write it as ">=2023.2, <2024", or as "==2023.2".'
            problems.append(problem(extends.version, "base-version", message, remedy))
        elif not _within(base.version, sign, than):
            message = (
                f"This extends {base.id} {extends.version}, and version {base.version} is here."
            )
            early = sign.startswith(">") or is_newer(than, base.version)
            newer = (
                f"Put a newer one in {extends.folder}"
                if extends.folder
                else "Install a newer scalekit, which it comes with"
            )
            remedy = (
                f"{newer}. Or widen the range, if all that is named here is there already."
                if early
                else "See what changed, and then widen the range to it."
            )
            found = problem(extends.version, "base-version", message, remedy)
            (problems if early else unsettled).append(found)
            return


def _limit(limit: str) -> tuple[str, str]:
    """Return the sign and the version of a limit such as `>=2023.2`; no sign where it is none."""
    sign = next((sign for sign in _SIGNS if limit.startswith(sign)), "")
    than = limit[len(sign) :].strip()
    if not than or (sign != "==" and not _NUMBERS.fullmatch(than)):
        return "", ""
    return sign, than


def _within(version: str, sign: str, than: str) -> bool:
    # A version that is not made of numbers has no order, so it is only ever itself.
    return _SIGNS[sign](version, than) and (sign == "==" or bool(_NUMBERS.fullmatch(version)))
