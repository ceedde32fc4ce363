"""Files are written whole or not at all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from tempfile import NamedTemporaryFile


def write_whole(path: Path, content: bytes) -> None:
    """Put the content in the place of the file, which keeps its mode; OSError leaves the file as it was."""
    with NamedTemporaryFile(dir=path.parent, prefix=".mkb-", delete=False) as new:
        made = Path(new.name)
        try:
            new.write(content)
            new.close()
            if path.exists():
                shutil.copymode(path, made)
            os.replace(made, path)  # noqa: PTH105 - the one name that tells a whole writing
        except BaseException:
            made.unlink(missing_ok=True)
            raise
