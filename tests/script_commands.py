"""Steps of a scripted history that git makes as a user would: merges, rebases and the like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from script_files import text_of

if TYPE_CHECKING:
    from repository import Repository

# Each with the words of its command.
_WORDS: dict[str, tuple[str, ...]] = {
    "merge": ("merge", "--quiet", "--no-ff", "--allow-unrelated-histories", "-m", "Merge"),
    "revert": ("revert", "--no-edit"),
    "rebase": ("rebase", "--quiet"),
    "cherry-pick": ("cherry-pick", "--allow-empty"),
    "mv": ("mv",),
}


def as_a_user(repository: Repository, kind: str, step: dict[str, Any], when: str) -> None:
    """A command that makes commits; where it conflicts, the step says how that is resolved."""
    words = [*_WORDS[kind], *step.get("with", "").split(), *step[kind].split()]
    settled = step.get("settled")
    try:
        repository.git(*words, when=when)
    except AssertionError:
        if not settled:
            raise
    if settled:
        repository.write({path: text_of(text) for path, text in settled.items()})
        repository.git("add", "--all")
        repository.git("commit", "--quiet", "--message", "Merge", when=when)
