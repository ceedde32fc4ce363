"""What the field calls by several words: whoever searches for one finds the others. Minerals have their names themselves."""

from __future__ import annotations

# Each row is one thing. Plural endings and hyphens make no difference.
SYNONYMS = (
    ("price floor", "floor price", "minimum price", "price support", "price protection"),
    ("offtake", "off take", "purchase agreement"),
    ("MoU", "memorandum of understanding", "memoranda of understanding"),
    ("letter of intent", "LoI"),
    ("joint statement", "joint declaration"),
    ("stockpile", "stockpiling", "strategic reserve", "stock pile"),
    ("export ban", "export prohibition", "ban on exports"),
    ("export licence", "export license", "export permit", "licensing requirement"),
    ("licence", "license", "permit"),
    ("licensing", "licencing"),
    ("export quota", "export quotas"),
    ("export tax", "export duty", "export tariff", "export levy"),
    ("export control", "export restriction"),
    ("tariff", "customs duty", "import duty"),
    ("right of first refusal", "ROFR"),
    ("local processing", "downstreaming", "value addition", "beneficiation"),
    ("refining", "refinery"),
    ("recycling", "urban mining"),
    ("mapping", "geological survey"),
    ("loan", "lending"),
    ("equity", "shareholding", "stake"),
    ("dual use", "dual purpose"),
    ("end user", "end use"),
    ("REE", "rare earths", "rare earth elements"),
    ("HREE", "heavy rare earths"),
    ("LREE", "light rare earths"),
    ("PGM", "platinum group metals"),
    ("magnet", "permanent magnet"),
    ("NdFeB", "neodymium iron boron"),
    ("SmCo", "samarium cobalt"),
    ("EV battery", "lithium ion battery", "traction battery"),
    ("coltan", "tantalum"),
    ("wolfram", "tungsten"),
    ("fluorite", "fluorspar"),
    ("columbium", "niobium"),
    ("aluminium", "aluminum"),
    ("sulphuric", "sulfuric"),
    ("sulphur", "sulfur"),
    ("caesium", "cesium"),
    ("barite", "baryte"),
    ("fertiliser", "fertilizer"),
    ("defence", "defense"),
    ("programme", "program"),
    ("centre", "center"),
    ("labour", "labor"),
    ("MOFCOM", "ministry of commerce"),
    ("USGS", "geological survey"),
    ("DPA", "defense production act", "defence production act"),
    ("MSP", "minerals security partnership"),
    ("CRMA", "critical raw materials act"),
    ("critical minerals", "critical raw materials"),
    ("DRC", "democratic republic of the congo", "congo kinshasa"),
    ("WTO", "world trade organization"),
)

# Words that hold sentences together: of several words, these need not be found.
SMALL_WORDS = frozenset(
    (
        *("a", "an", "and", "are", "as", "at", "be", "by", "did", "do", "does", "for", "from", "had"),
        *("has", "have", "how", "if", "in", "is", "it", "its", "of", "on", "or", "that", "the", "their"),
        *(
            "these",
            "this",
            "to",
            "was",
            "were",
            "what",
            "when",
            "where",
            "which",
            "who",
            "whose",
            "why",
            "will",
            "with",
        ),
    )
)

# Symbols that are also a word, a code or a piece of a name: typed as symbols they are looked for as such only.
AMBIGUOUS_SYMBOLS = frozenset(
    ("Am", "As", "At", "Be", "Co", "Es", "He", "Ho", "I", "In", "La", "Lu", "Na", "No", "Os", "Pa", "U", "V", "W", "Y")
)
