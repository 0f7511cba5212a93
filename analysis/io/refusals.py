"""Why the operating system refuses a file, in words that can be translated."""

from __future__ import annotations

import errno
from typing import Final

from analysis.wording import Sentence, sentence

_REASONS: Final = {
    errno.ENOENT: sentence("there is no such file or folder"),
    errno.ENOTDIR: sentence("there is no such file or folder"),
    errno.EISDIR: sentence("it is a folder"),
    errno.EACCES: sentence("you are not allowed to use it"),
    errno.EPERM: sentence("you are not allowed to use it"),
    errno.EROFS: sentence("it is on a device that can only be read"),
    errno.ENOSPC: sentence("the disk is full"),
    errno.EDQUOT: sentence("the disk is full"),
    errno.ENAMETOOLONG: sentence("its name is too long"),
}


def reason(error: OSError) -> Sentence:
    """What the operating system has against a file."""
    return _REASONS.get(error.errno or 0, sentence("the operating system refuses it"))
