"""What differs in one file, for git to show: a header, a line for each change, and lines of text where it takes them."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from mineralkb.diff.lines import unified
from mineralkb.render.diff import where
from mineralkb.render.plain import inert, one_line
from mineralkb.values.text import brief, visible
from mineralkb.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mineralkb.diff.alone import Version
    from mineralkb.diff.files import Change, FileComparison

# Beyond this, git's own difference is the better page.
MOST_LINES, _MOST_SIGNS, MOST_BYTES = 4_000, 4_000, 4 * 1024 * 1024
_MOST_PATH = 4_096
_AS_TEXT = "as text: git diff --no-ext-diff"


def file_comparison_text(found: FileComparison, ids: str = "", said: Iterable[str] = ()) -> str:
    """All of it; `ids` are those of both contents, and `said` is what git says of a rename."""
    lines = chain(_header(found, ids, said), _as_text(found) if found.reason else _by_fact(found))
    shown = list(islice(lines, MOST_LINES))
    more = [f"there is more; {_AS_TEXT}"] if next(lines, None) is not None else []
    return inert("\n".join([*shown, *more]))


def unmerged_text(path: str) -> str:
    """A file that is in conflict: git shows both sides itself."""
    return f"diff --mkb {brief(path, _MOST_PATH)}\nunmerged: both sides changed it"


def _header(found: FileComparison, ids: str, said: Iterable[str]) -> Iterator[str]:
    old, new = found.old, found.new
    names = dict.fromkeys(brief(side.path, _MOST_PATH) for side in (old, new))
    yield " ".join(filter(None, ("diff --mkb", *names, ids)))
    yield from (visible(line) for line in said)
    if old.content is None or new.content is None:
        yield "new file" if old.content is None else "deleted file"
    elif old.mode != new.mode:
        yield f"mode {new.mode}, was {old.mode}"


def _by_fact(found: FileComparison) -> Iterator[str]:
    if found.unnamed:
        yield f"git pairs the two; 'formerly' does not name {brief(found.unnamed)}, so mkb diff sees two records"
    if not found.changes:
        layout = f" ({_lines(found.lines)} of layout {'does' if found.lines == 1 else 'do'})" if found.lines else ""
        yield f"no fact differs{layout}"
    for change in found.changes:
        yield from _change(change)
    if found.changes and found.lines:
        yield f"{_lines(found.lines)} {'differs' if found.lines == 1 else 'differ'}; {_AS_TEXT}"
    yield from _ends(found)


def _ends(found: FileComparison) -> Iterator[str]:
    old, new = (side.content for side in (found.old, found.new))
    if old is not None and new is not None and (b"\r\n" in old) != (b"\r\n" in new):
        yield "lines end in {}, before in {}".format(*("CRLF" if b"\r\n" in side else "LF" for side in (new, old)))


def _change(change: Change) -> Iterator[str]:
    one = change.difference
    yield one_line(f"{where(one)}: {one.sentence} ({one.severity}, {one.sort})")
    yield from (f"  - {_shown(line)}" for line in change.old_lines)
    yield from (f"  + {_shown(line)}" for line in change.new_lines)


def _as_text(found: FileComparison) -> Iterator[str]:
    yield one_line(f"shown as text: {visible(found.reason)}")
    old, new = found.old, found.new
    if max(len(side.content or b"") for side in (old, new)) > MOST_BYTES:
        yield f"larger than {MOST_BYTES // 1024**2} MB; {_AS_TEXT}"
        return
    yield f"--- {_side(old)}"
    yield f"+++ {_side(new)}"
    yield from (_shown(line) for line in unified(_text(old), _text(new)))
    yield from _ends(found)


def _side(side: Version) -> str:
    return "/dev/null" if side.content is None else brief(side.path, _MOST_PATH)


def _text(side: Version) -> str:
    """The text; a byte that is no UTF-8 is written out."""
    return (side.content or b"").decode("utf-8", "backslashreplace")


def _shown(line: str) -> str:
    """A line of a file, with nothing in it that acts."""
    line = line.removesuffix("\n")
    more = f"... ({len(line)} signs)" if len(line) > _MOST_SIGNS else ""
    return visible(line[:_MOST_SIGNS]) + more


def _lines(number: int) -> str:
    return counted(number, "line")
