"""Names against the parties on recorded lists: who is among them, in what way, and what a miss means."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.parties.likeness import SAME, Likeness
from mineralkb.parties.listed import ALIAS, NAME, NATIVE, OWNERSHIP, SPELLING, lists_of_parties
from mineralkb.parties.matching import hits, typed_names
from mineralkb.parties.ownership import Owners
from mineralkb.questions.asked import NOTICE
from mineralkb.screening.fate import fate_of
from mineralkb.screening.rules import aimed_at

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mineralkb.index import Base
    from mineralkb.parties.listed import Party, PartyList
    from mineralkb.questions.asked import Asked
    from mineralkb.screening.fate import Fate
    from mineralkb.screening.rules import Aimed

SCREEN_NOTICE = (
    "Only the lists of parties recorded here, as far as their names are; not a screening against sanctions or the lists of "
    f"other authorities. The same name may be another party's. {NOTICE}"
)
# Names that are only like the one typed: the nearest of them.
_MOST_LIKE = 8
_ORDER = (NAME, ALIAS, NATIVE, OWNERSHIP, SPELLING)


class Match(NamedTuple):
    """A listed party that a typed name may mean: by which of its names, how like, in what way, and its fate."""

    typed: str
    party: Party
    matched: str
    how: str
    likeness: Likeness
    through: tuple[str, ...]
    fate: Fate

    @property
    def same(self) -> bool:
        """Whether it is the very name, and not only like it."""
        return self.likeness == SAME and self.how != OWNERSHIP


class Screened(NamedTuple):
    """The answer: the names, the parties that they may mean, and the lists with the rules aimed at them."""

    names: tuple[str, ...]
    matches: tuple[Match, ...]
    lists: tuple[tuple[PartyList, tuple[Aimed, ...]], ...]
    asked: Asked

    @property
    def evidence(self) -> str:
        """The newest evidence on what matched; where nothing did, on the lists."""
        found = [match.fate.standing.evidence for match in self.matches if match.fate.standing]
        return max(found or [one.evidence for one, _ in self.lists], default="")


def screen(base: Base, names: Iterable[str], asked: Asked) -> Screened:
    """Every name against every recorded name of the lists of parties."""
    lists = lists_of_parties(base)
    parties = [party for one in lists for party in one.parties]
    owners = Owners(base, parties)
    wanted = tuple(dict.fromkeys(names))
    matches = tuple(match for name in wanted for match in _matches(base, name, parties, owners, asked))
    return Screened(wanted, matches, tuple((one, aimed_at(base, one.id, asked.on)) for one in lists), asked)


def _matches(base: Base, name: str, parties: list[Party], owners: Owners, asked: Asked) -> list[Match]:
    found_names = hits(typed_names(base, name), parties)
    surely = [hit for hit in found_names if hit.how != SPELLING]
    like = sorted(
        (hit for hit in found_names if hit.how == SPELLING), key=lambda hit: (-hit.likeness.score, hit.party.id)
    )
    found = [
        Match(name, hit.party, hit.matched, hit.how, hit.likeness, (), fate_of(base, hit.party, asked.on))
        for hit in (*surely, *like[:_MOST_LIKE])
    ]
    named = {match.party.id for match in found if match.same}
    found += [
        Match(
            name, held.party, held.title, OWNERSHIP, SAME, (held.record, *held.way), fate_of(base, held.party, asked.on)
        )
        for held in owners.held(name)
        if held.party.id not in named
    ]
    return sorted(found, key=lambda match: (_ORDER.index(match.how), -match.likeness.score, match.party.id))


def said(found: Screened, name: str) -> str:
    """What the answer is for one name, in a sentence."""
    matches = [match for match in found.matches if match.typed == name]
    same = [match for match in matches if match.same]
    held = [match for match in matches if match.how == OWNERSHIP]
    like = [match for match in matches if match.how != OWNERSHIP and not match.same]
    if same:
        head = f"among the names recorded: {', '.join(_stands(match, found) for match in same)}"
    else:
        head = f"not among the names recorded ({recorded(found)})"
    parts = [head, *dict.fromkeys(_belongs(match, found) for match in held)]
    if like:
        parts.append(f"like {len(like)} {'other ' if same else ''}of them, which only a person can tell apart")
    return "; ".join(parts)


def recorded(found: Screened) -> str:
    """How many parties are recorded on how many lists, and which of these are known in part."""
    lists = [one for one, _ in found.lists]
    count = sum(len(one.parties) for one in lists)
    in_part = [one.id for one in lists if one.known_in_part]
    head = f"{count} {'party' if count == 1 else 'parties'} on {len(lists)} {'list' if len(lists) == 1 else 'lists'}"
    return f"{head}; known in part: {', '.join(in_part)}" if in_part else head


def _belongs(match: Match, found: Screened) -> str:
    return f"{match.matched} is {', '.join(match.through[1:])}, which is among them: {_stands(match, found)}"


def _stands(match: Match, found: Screened) -> str:
    standing = match.fate.standing
    word = f"{standing.word} on {found.asked.on}" if standing else "recorded"
    since = f"; since {match.fate.since}" if match.fate.since else ""
    return f"{match.party.id} ({word}{since})"
