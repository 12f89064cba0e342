"""What a file has beside its content, given to the one that replaces it."""

import os
import stat
from contextlib import suppress

_ACL = "system.posix_acl_access"


def keep(target: str, old: os.stat_result, new: str) -> list[str]:
    """Give a new file the owner, group, mode and attributes of `target`, whose state is `old`.

    Returns in words what the system did not let us keep.
    """
    lost = _keep_owner(old, new)
    mode = stat.S_IMODE(old.st_mode)
    if "its group" in lost:
        # What its group may do, another group may not: that gets what everybody has.
        mode = mode & ~0o070 | (mode & 0o007) << 3
    os.chmod(new, mode)
    lost += _keep_attributes(target, new, acl="its group" not in lost)
    if old.st_nlink > 1:
        lost.append("its hard link: the other name still has what was there before")
    return lost


def _keep_owner(old: os.stat_result, new: str) -> list[str]:
    if not hasattr(os, "chown"):
        return []
    lost = []
    now = os.stat(new)
    if now.st_gid != old.st_gid:
        try:
            os.chown(new, -1, old.st_gid)
        except OSError:
            lost.append("its group")
    if now.st_uid != old.st_uid:
        try:
            os.chown(new, old.st_uid, -1)
        except OSError:
            lost.append("its owner")
    return lost


def _keep_attributes(target: str, new: str, *, acl: bool) -> list[str]:
    if not hasattr(os, "listxattr"):
        return []
    try:
        # The system labels a new file by itself.
        names = [name for name in os.listxattr(target) if not name.startswith("security.")]
        inherited = _ACL in os.listxattr(new)
    except OSError:
        return []
    if inherited and _ACL not in names:
        with suppress(OSError):
            os.removexattr(new, _ACL)
    lost = []
    for name in names:
        try:
            if name == _ACL and not acl:
                raise PermissionError
            os.setxattr(new, name, os.getxattr(target, name))
        except OSError:
            lost.append("its access list" if name == _ACL else f"its attribute {name}")
    return lost
