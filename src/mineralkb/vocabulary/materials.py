"""Materials, the forms they come in, and the steps from the ground to the product."""

from __future__ import annotations

MATERIAL_TYPES = {
    "element": "a chemical element",
    "mineral": "a natural or industrial mineral or rock",
    "group": "several materials under one name",
    "compound": "a chemical compound or alloy traded under its own name",
    "product": "something made of materials that texts name",
}

FORMS = {
    "ore": "as mined",
    "concentrate": "after dressing",
    "intermediate": "between concentrate and refined material",
    "oxide": "as oxide",
    "compound": "as any other compound",
    "metal": "as metal",
    "alloy": "as alloy",
    "magnet": "as permanent magnet",
    "target": "as sputtering target",
    "crystal": "as crystal, ingot or wafer",
    "powder": "as powder",
    "component": "as part of a device",
    "cell": "as battery cell or pack",
    "scrap": "as scrap or waste",
    "equipment": "machines that make or treat it",
    "technology": "knowledge of how to make or treat it",
}

STAGES = {
    "exploration": "finding deposits",
    "mining": "taking ore from the ground",
    "processing": "everything between the mine and the refined material",
    "separation": "parting elements that occur together",
    "refining": "bringing to the purity of use",
    "manufacturing": "making products",
    "recycling": "winning material back",
    "stockpiling": "holding stocks",
    "trade": "buying and selling across borders",
    "transport": "moving goods",
}

SECTORS = {
    "defence": "armed forces and their suppliers",
    "semiconductors": "chips and the materials for them",
    "batteries": "cells and packs",
    "electric vehicles": "vehicles that run on electricity",
    "permanent magnets": "magnets and motors",
    "energy": "making, moving and storing energy",
    "shipbuilding": "ships and their parts",
    "artificial intelligence": "computers and data centres for it",
    "electronics": "electronic goods and parts",
    "aerospace": "aircraft and spacecraft",
    "advanced technology": "new technologies in general, as texts put it",
    "infrastructure": "roads, railways, ports, grids",
}

PROJECT_TYPES = {
    "mine": "takes ore from the ground",
    "plant": "processes, refines or makes",
    "corridor": "moves goods over a distance",
    "stockpile": "holds stocks",
    "programme": "several works under one name",
}
