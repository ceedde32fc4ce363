"""Which model a folder's records have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mineralkb.schema.agreement import Agreement
from mineralkb.schema.catalogue import Group, List
from mineralkb.schema.control import Control
from mineralkb.schema.policy import Policy
from mineralkb.schema.settings import Settings, Waivers
from mineralkb.schema.source import Coverage, Source
from mineralkb.schema.tariff import Tariff
from mineralkb.schema.world import Country, Mineral, Organization, Project

if TYPE_CHECKING:
    from pydantic import BaseModel

KINDS: dict[str, type[BaseModel]] = {
    "agreements": Agreement,
    "controls": Control,
    "countries": Country,
    "coverage": Coverage,
    "groups": Group,
    "lists": List,
    "minerals": Mineral,
    "organizations": Organization,
    "policies": Policy,
    "projects": Project,
    "sources": Source,
    "tariffs": Tariff,
}

# Files at the top of the data folder that are no records.
SINGLE: dict[str, type[BaseModel]] = {"kb": Settings, "waivers": Waivers}
