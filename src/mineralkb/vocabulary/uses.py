"""Uses and users of goods: the words that are asked with, and the words by which a record's free line is read."""

from __future__ import annotations

USES = {
    "civil": "nothing but civil use",
    "military": "by or for armed forces",
    "military strength": "whatever helps to raise military strength or potential, as texts put it",
    "weapons of mass destruction": "nuclear, chemical or biological weapons and their means of delivery",
    "terrorism": "acts of terror",
    "advanced chips": "making, testing or developing advanced logic or memory chips",
    "artificial intelligence": "research and development of artificial intelligence",
    "nuclear": "reactors, fuel and other nuclear work",
    "space": "rockets, satellites and other work in space",
    "batteries": "making battery cells, packs or their materials",
    "rare-earth production": "mining, separating, smelting or recycling rare earths, or making magnets of them",
}

# A line speaks of a use where it holds one of these, whatever its case; the first that fits takes its words away.
READINGS = (
    ("military strength", r"military (?:strength|potential|capabilit\w+)|potential(?:ly)? military us\w+"),
    ("weapons of mass destruction", r"weapons of mass destruction|\bWMD\b|(?:nuclear|chemical|biological) weapons?"),
    ("terrorism", r"terroris[mt]\w*|\bterror\b"),
    ("military", r"military|armed forces|\bdefen[cs]e\b"),
    ("artificial intelligence", r"artificial intelligence|\bAI\b"),
    ("advanced chips", r"\bchips?\b|semiconductors?"),
    ("nuclear", r"\bnuclear\b"),
    ("space", r"\bspace\b|satellites?|rockets?"),
    ("batteries", r"\bbatter(?:y|ies)\b"),
    ("rare-earth production", r"(?:smelting|separation|recycling|mining|magnet making)[^.;]*\brare earths\b"),
    ("civil", r"\bcivil(?:ian)?\b"),
)

# What a use rules out; any other pair may go together.
_ALL_NATURES = ("military", "weapons of mass destruction", "terrorism")
EXCLUDES = {
    "civil": _ALL_NATURES,
    "military": ("civil",),
    "weapons of mass destruction": ("civil",),
    "terrorism": ("civil",),
    "nuclear": ("space", "batteries", "rare-earth production", "advanced chips"),
    "space": ("nuclear", "batteries", "rare-earth production", "advanced chips"),
    "batteries": ("nuclear", "space", "rare-earth production", "advanced chips", "artificial intelligence"),
    "rare-earth production": ("nuclear", "space", "batteries", "advanced chips", "artificial intelligence"),
    "advanced chips": ("nuclear", "space", "batteries", "rare-earth production"),
    "artificial intelligence": ("batteries", "rare-earth production"),
}
# What a use is besides.
IMPLIES = {"military": ("military strength",), "weapons of mass destruction": ("military strength",)}

USERS = {
    "civil": "no armed force and no supplier of one",
    "military": "an armed force, or whoever serves one",
}

# Lines on users or exporters that say no more than another field does.
LISTED = r"\bon the (?:control|watch|entity) list\b"
OWNED = r"\bsubsidiar\w+|\bbranches\b|\bheld \d+\s*%|\bowned\b"
ANYONE = r"\bany country\b|\bevery(?:one)? (?:person|exporter|organi[sz]ation)\b"
ABROAD = r"\babroad\b|\boverseas\b|\boutside\b"
