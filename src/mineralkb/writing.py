"""Files are written whole or not at all."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO


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


def own_file(path: Path) -> Path:
    """The file, made where it is not there, that only this user reads."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    return path


@contextmanager
def made_whole(target: Path) -> Iterator[Path]:
    """A path to make a file or folder at, which takes the target's place in the end; trouble leaves all as it was."""
    with TemporaryDirectory(dir=target.parent, prefix=".mkb-") as folder:
        made = Path(folder) / target.name
        yield made
        if target.is_dir():
            target.rename(Path(folder) / "before")
        os.replace(made, target)  # noqa: PTH105 - the one name that tells a whole writing


def new_folder(path: Path) -> None:
    """A folder, made where it is not there."""
    path.mkdir(exist_ok=True)


def new_text(path: Path) -> TextIO:
    """A new file of text, open to be written to, in a folder that is made where it is not there."""
    new_folder(path.parent)
    return path.open("w", encoding="utf-8", newline="")
