"""What a pledge is about."""

from __future__ import annotations

TOPICS = {
    "price mechanism": "price floors, reference prices, premiums or other support of prices",
    "project finance": "public or private money for mines, plants and other works",
    "project selection": "choosing works together that deserve support",
    "offtake": "buying what will be produced, or the right to buy it",
    "stockpiling": "building, sharing or aligning stocks",
    "permitting": "quicker or simpler permits and licences",
    "review of asset sales": "examining or hindering sales of mines and firms for reasons of security",
    "recycling": "winning materials back, and managing scrap",
    "geological mapping": "surveys, data and maps of what is in the ground",
    "export restraint": "not forbidding, limiting or taxing exports",
    "import treatment": "not limiting imports, or treating them like home products",
    "tariff treatment": "customs duties on either side",
    "market standards": "markets that ask for labour, environmental or other standards",
    "non-market policies": "acting together on others' subsidies, dumping or coercion",
    "investment screening": "examining foreign investment",
    "investment access": "room or preference for each other's investors",
    "rapid response": "a body or procedure for shortages and shocks",
    "consultation": "regular meetings and points of contact",
    "information sharing": "exchanging data, expertise or analysis",
    "research": "research, development and training",
    "infrastructure": "roads, railways, ports and power",
    "environmental standards": "protection of environment and climate",
    "labour standards": "rights and safety of workers",
    "third countries": "work with or in other countries",
    "production": "building, restarting or enlarging capacity",
    "equity": "shares and rights to shares",
    "lending": "loans and their terms",
}
