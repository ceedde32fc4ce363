"""A slow and obvious answer for a shipment, one day at a time, straight from the records: 1 is yes, 0 unknown, -1 no."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from mineralkb.applying.shipment import Shipment
from mineralkb.status import timeline_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mineralkb.applying.shipment import Code
    from mineralkb.kb import KnowledgeBase

ORDER = (
    "prohibited", "quota of zero", "prohibited except under permit", "licence refused in principle", "case by case", "licence",
    "general licence may apply", "quota", "tax", "another condition", "report only", "no listed rule found",
)  # fmt: skip
MEASURES = {
    "export prohibition": "prohibited",
    "prohibition except under permit": "prohibited except under permit",
    "export quota": "quota",
    "export tax": "tax",
    "tariff-rate quota": "quota",
}
POLICIES = {"refused in principle": "licence refused in principle", "case by case": "case by case"}
CIVIL_RULES_OUT = {"civil": {"military"}, "military": {"civil"}, "space": {"batteries"}, "batteries": {"space"}}
READ = {"military use": "military", "satellites": "space", "military users": "military"}


class Oracle:
    """The answer on a day."""

    def __init__(self, base: KnowledgeBase, shipment: Shipment, day: str) -> None:
        self.base = base
        self.shipment = shipment
        self.day = day

    def answer(self) -> tuple[str, dict[str, str]]:
        """The outcome, and for each rule that bears or may, which of the two."""
        found: dict[str, str] = {}
        sure: list[str] = []
        hanging: list[str] = []
        maybe: list[str] = []
        for record in self.base.of_kind("controls"):
            for name, rule in record.data["provisions"].items():
                if record.data["form"] == "de facto" or rule.get("effect"):
                    continue
                words = self.words(record.id, ("provisions", name))
                covered = self.rule(rule, next(iter(record.data["issuers"])))
                if covered < 0 or (words and "in effect" not in words):
                    continue
                outcome = self.outcome(rule)
                if words == {"in effect"}:
                    (sure if covered > 0 else maybe).append(outcome)
                    found[f"{record.id}/{name}"] = "yes" if covered > 0 else "cannot tell"
                else:
                    (hanging if covered > 0 else maybe).append(outcome)
                    found[f"{record.id}/{name}"] = "cannot tell"
        gravest = min(sure, key=ORDER.index, default=ORDER[-1])
        if any(ORDER.index(one) < ORDER.index(gravest) for one in hanging) or (not sure and (maybe or hanging)):
            return "cannot tell", found
        return gravest, found

    def words(self, record: str, route: tuple[str, ...]) -> set[str]:
        """The words that may hold of a part on the day; none where nothing is recorded."""
        timeline = timeline_of(self.base.records[record], route, self.base.sources())
        return set(timeline.on(date.fromisoformat(self.day)).possible) if timeline else {"listed"}

    def outcome(self, rule: dict[str, Any]) -> str:
        """What the rule comes to."""
        if rule["measure"] == "export quota":
            usable = [one for one in rule.get("tranches", {}).values() if self.usable(one)]
            for_all = any("holder" not in one for one in usable)
            return "quota of zero" if for_all and all(one["volume"] == "0" for one in usable) else "quota"
        if rule["measure"] == "licensing requirement":
            policy = rule.get("policy", "ordinary")
            return "general licence may apply" if policy == "general" else POLICIES.get(policy, "licence")
        return MEASURES.get(rule["measure"], "another condition")

    def usable(self, tranche: dict[str, Any]) -> bool:
        """Whether its volume may leave that day."""
        first, last = ends(tranche["period"])
        valid: str = tranche.get("valid_until", last)
        return first <= self.day <= max(last, valid)

    def rule(self, rule: dict[str, Any], issuer: str) -> int:
        """Every condition of the rule at once."""
        targets = rule.get("targets", {})
        there = self.shipment.destination
        conditions = [1 if "goods" in rule["objects"] else -1, self.reach(rule, issuer), self.goods(rule)]
        if "destinations" in targets:
            conditions.append(max(self.belongs(there, place) for place in targets["destinations"]))
        elif there:
            conditions.append(-self.belongs(there, issuer))
        conditions += [-self.belongs(there, place) for place in targets.get("excluded", ())]
        conditions.append(self.purpose(targets))
        if "exporters" in targets:
            conditions.append(1 if self.shipment.exporter in targets["exporters"] else 0)
        return min(conditions)

    def belongs(self, place: str, to: str) -> int:
        """Whether a place is another, or its member that day."""
        if not place:
            return 0
        if place == to:
            return 1
        if place == "pact":
            # A group as a whole is more than one of its members.
            return 0 if self.belongs(to, "pact") > 0 else -1
        if to != "pact":
            return -1
        pact = self.base.records["pact"].data
        if place not in pact["members"]:
            return 0 if "partial" in pact else -1
        member = pact["members"][place]
        since, until = ends(member.get("since", "0001-01-01")), ends(member.get("until", "9999-12-31"))
        if since[1] <= self.day <= until[0]:
            return 1
        return 0 if since[0] <= self.day <= until[1] else -1

    def reach(self, rule: dict[str, Any], issuer: str) -> int:
        """Whether it comes from where the rule looks."""
        mine = self.shipment
        at_home, leaves = self.belongs(mine.origin, issuer), self.belongs(mine.reexport_from, issuer)
        brought = self.brought(rule, issuer)
        ways = []
        for reach in rule.get("reach", ("territorial",)):
            if reach == "territorial":
                ways.append(min(leaves, max(at_home, 0)) if mine.reexport_from else at_home)
            elif reach == "re-export":
                ways.append(min(at_home, -leaves if mine.reexport_from else 0))
            else:
                ways.append(min(-at_home, self.any_part(issuer) if brought is None else brought))
        found = max(ways)
        return found if brought is None or "foreign-made" in rule.get("reach", ()) else min(found, brought)

    def brought(self, rule: dict[str, Any], issuer: str) -> int | None:
        """Whether content or technology brings it under the rule; None where none is named."""
        ways = []
        if "de_minimis" in rule:
            share = self.shipment.content.get(issuer)
            ways.append(0 if share is None else 1 if float(share) >= float(rule["de_minimis"]["share"][:-2]) else -1)
        if "technology_from" in rule:
            shared = set(rule["technology_from"]) & set(self.shipment.technology)
            ways.append(0 if not self.shipment.technology else 1 if shared else -1)
        return max(ways) if ways else None

    def any_part(self, issuer: str) -> int:
        """Whether it holds anything of the issuer."""
        share = self.shipment.content.get(issuer)
        content = 0 if share is None else 1 if share else -1
        made = 0 if not self.shipment.technology else 1 if issuer in self.shipment.technology else -1
        return max(content, made)

    def purpose(self, targets: dict[str, Any]) -> int:
        """Whether user and use are those named."""
        uses = [self.use(line) for line in targets.get("end_uses", ())]
        users = [self.user(line) for line in targets.get("end_users", ())]
        lists = [self.listed(listed) for listed in targets.get("listed_in", ())]
        if lists and not users:
            return min(max(lists), max(uses, default=1))
        return max([*uses, *users, *lists], default=1)

    def use(self, line: str) -> int:
        """Whether the use is the one in the line."""
        if not self.shipment.uses or line not in READ:
            return 0
        use = self.shipment.uses[0]
        return 1 if use == READ[line] else -1 if READ[line] in CIVIL_RULES_OUT.get(use, ()) else 0

    def user(self, line: str) -> int:
        """Whether the user is the one in the line."""
        return {"civil": -1, "military": 1}.get(self.shipment.user, 0) if line in READ else 0

    def listed(self, listed: str) -> int:
        """Whether the user is on the list that day."""
        user = self.shipment.user
        if user in ("", "civil", "military"):
            return 0
        data = self.base.records[listed].data
        for name, entry in data["entries"].items():
            if entry["title"] == user:
                words = self.words(listed, ("entries", name))
                return 1 if words == {"listed"} else 0 if "listed" in words else -1
        return 0 if "partial" in data else -1

    def goods(self, rule: dict[str, Any]) -> int:
        """Whether an item or a list covers it; where codes and the rest differ, only what holds for both is sure."""
        wrong = self.contrary()
        if not wrong:
            return self.covered(rule)
        mine = self.shipment
        rest = mine._replace(codes=(), hs=())
        for code in (*mine.codes, *mine.hs):
            if code not in wrong:
                rest = rest._replace(codes=(code,)) if code in mine.codes else rest._replace(hs=(code,))
        coded = mine._replace(
            codes=tuple(code for code in mine.codes if code in wrong),
            hs=tuple(code for code in mine.hs if code in wrong),
        )
        told = [one for code in wrong for one in self.of_code(code)]
        if any(forms and mine.form and mine.form not in forms for _, forms in told):
            coded = coded._replace(form="")
        if any(self.apart(kinds, mine.minerals) for kinds, _ in told):
            coded = coded._replace(minerals=())
        answers = {
            Oracle(self.base, rest, self.day).covered(rule),
            Oracle(self.base, coded, self.day).goods(rule),
        }
        return answers.pop() if len(answers) == 1 else 0

    def contrary(self) -> list[Code]:
        """Codes that say another form than is given, or another material; without one, than the first code."""
        told = [(code, *one) for code in (*self.shipment.codes, *self.shipment.hs) for one in self.of_code(code)]
        first, minerals = None, self.shipment.minerals
        if not minerals:
            first, minerals = next(((code, tuple(kinds)) for code, kinds, _ in told if kinds), (None, ()))
        form = self.shipment.form
        return [
            code
            for code, kinds, forms in told
            if (form and forms and form not in forms) or (code != first and self.apart(kinds, minerals))
        ]

    def of_code(self, code: Code) -> list[tuple[list[str], list[str]]]:
        """What one code alone tells."""
        alone = Shipment(hs=(code,)) if code in self.shipment.hs else Shipment(codes=(code,))
        return [(kinds, forms) for kinds, forms in Oracle(self.base, alone, self.day).said if kinds or forms]

    def apart(self, minerals: Iterable[str], others: Iterable[str]) -> bool:
        """Whether both are told and have nothing in common."""
        near = [max(self.kin(one, other), self.kin(other, one)) for one in minerals for other in others]
        return bool(near) and max(near) < 0

    def covered(self, rule: dict[str, Any]) -> int:
        """Whether an item or a list covers it."""
        ways = []
        if "items" in rule:
            ways.append(self.items(list(rule["items"].values())))
        ways += [self.scope(listed, scope) for listed, scope in rule.get("scope", {}).items()]
        if not ways:
            return 0
        named = {mineral for item in rule.get("items", {}).values() for mineral in item.get("minerals", ())}
        mine = [self.shipment.minerals] if self.shipment.minerals else [kinds for kinds, _ in self.said if kinds]
        near = not named or all(any(self.kin(one, mineral) >= 0 for mineral in named for one in some) for some in mine)
        return max([*ways, 0]) if "partial" in rule and near else max(ways)

    def items(self, items: list[dict[str, Any]]) -> int:
        """Whether one of the items covers it, in its form or in every form."""
        found = max(self.item(item) for item in items)
        if found or self.shipment.form or not self.shipment.minerals:
            return found
        traded = self.base.records[self.shipment.minerals[0]].data.get("forms", ())
        with_form = {form: max(self.item(item, form) for item in items if form in item.get("forms", ())) for form in traded
                     if any(form in item.get("forms", ()) for item in items)}  # fmt: skip
        return 1 if traded and all(with_form.get(form, -1) > 0 for form in traded) else 0

    def above(self, mineral: str) -> set[str]:
        """The material and all that it belongs to."""
        found = {mineral}
        for one in self.base.records[mineral].data["broader"]:
            found |= self.above(one)
        return found

    def kin(self, mine: str, named: str) -> int:
        """Whether a material is one named, or may be."""
        return 1 if named in self.above(mine) else 0 if mine in self.above(named) else -1

    def named(self, item: dict[str, Any]) -> int | None:
        """Whether it is of a material of the item; None where neither the shipment nor a code tells its own."""
        if self.shipment.minerals:
            return self.one_named(self.shipment.minerals[0], item)
        for kinds in [kinds for kinds, _ in self.said if kinds]:
            answers = {self.one_named(mine, item) for mine in kinds}
            if answers in ({1}, {-1}):
                return answers.pop()
        return 0 if any(kinds for kinds, _ in self.said) else None

    def one_named(self, mine: str, item: dict[str, Any]) -> int:
        """The same for one material: by name, or among what is not named."""
        by_name = max(self.kin(mine, one) for one in item["minerals"])
        if by_name >= 0 or "minerals" not in item.get("partial", ()):
            return by_name
        return 0 if "some_of" not in item or any(self.kin(mine, one) >= 0 for one in item["some_of"]) else -1

    def formed(self, item: dict[str, Any], form: str) -> int:
        """Whether it has a form of the item."""
        forms, known = set(item["forms"]), [set(forms) for _, forms in self.said if forms]
        if form:
            found = 1 if form in forms else -1
        elif any(one <= forms for one in known):
            found = 1
        else:
            found = 0 if set.intersection(forms, *known) else -1
        return max(found, 0) if "forms" in item.get("partial", ()) else found

    @cached_property
    def said(self) -> list[tuple[list[str], list[str]]]:
        """Materials and forms of each code, where the records tell all of them."""
        lists = [self.by_list(code) for code in self.shipment.codes]
        items = [self.by_items(code) for code in self.shipment.hs]
        tariff = self.base.records["HS2022"].data if "HS2022" in self.base.records else {"headings": {}}
        same = tariff.get("same", {}).get("HS2017", ())
        known = [
            c
            for c in self.shipment.hs
            if edition(c.of) == "HS2022" or (edition(c.of) == "HS2017" and c.code[:6] in same)
        ]
        heads = [tariff["headings"].get(code.code[:6], {}) for code in known]
        told = [*lists, *items, *([head] for head in heads if "minerals" in head)]
        return [(complete(some, "minerals"), complete(some, "forms")) for some in told]

    def all_items(self) -> Iterable[dict[str, Any]]:
        """Items of rules, and entries of the list."""
        for record in self.base.of_kind("controls"):
            for rule in record.data["provisions"].values():
                yield from rule.get("items", {}).values()
        yield from self.base.records["goods"].data["entries"].values()

    def by_list(self, code: Code) -> list[dict[str, Any]]:
        """What has the control code, or the nearest above it."""
        entries = self.base.records["goods"].data["entries"]
        things = [([name, *entry.get("codes", ())], entry) for name, entry in entries.items()]
        things += [(i["codes"], i) for i in self.all_items() if "codes" in i and i not in entries.values()]
        for above in (code.code, *(code.code.rsplit(".", cut)[0] for cut in (1, 2))):
            if found := [item for codes, item in things if above in codes]:
                return found
        return []

    def printing(self, code: Code) -> list[dict[str, Any]]:
        """What prints the tariff code, or one above it."""
        return [
            item for item in self.all_items()
            if code.of and "hs" in item and code.code.startswith(item["hs"][0]) and edition(code.of) == edition(item["edition"])
            and (len(item["hs"][0]) == 6 or code.of == item["edition"])
        ]  # fmt: skip

    def by_items(self, code: Code) -> list[dict[str, Any]]:
        """What prints the whole of a national code, if all of it is of the same materials."""
        found = self.printing(code)
        kinds = {frozenset(item.get("minerals", ())) for item in found}
        return found if len(code.code) == 10 and len(kinds) == 1 and all(i["hs"] == [code.code] for i in found) else []

    def item(self, item: dict[str, Any], form: str = "", own: Iterable[str] = (), listed: str = "") -> int:
        """Material, form, codes and limits; a code that settles what it is stands for what is not given."""
        mine = self.shipment
        form = form or mine.form
        codes, of = (list(own), listed) if listed else (item.get("codes", []), item.get("code_list", ""))
        control = [self.control(code, codes) for code in mine.codes if code.of == of and codes]
        alone = [c for c in mine.hs if len({frozenset(i.get("minerals", ())) for i in self.printing(c)}) < 2]
        settled = 1 in control or any(self.settles(code, item) for code in alone for _ in item.get("hs", ()))
        words = []
        if "minerals" in item and (mine.minerals or 1 not in control):
            named = self.named(item)
            words.append((1 if settled else 0) if named is None else named)
        elif "minerals" not in item and not settled:
            words.append(0)
        if "forms" in item and (form or not settled):
            words.append(self.formed(item, form))
        if control:
            words.append(max([*control, 0]) if "codes" in item.get("partial", ()) else max(control))
        if "hs" in item and mine.hs:
            hs = self.compare(mine.hs[0], item["hs"][0], item["edition"])
            if hs < 0:
                doubt = "hs" in item.get("partial", ()) or 1 in control or (mine.minerals and "minerals" in item)
                words.append(0 if doubt else -1)
            elif hs > 0 or not mine.minerals:
                words.append(hs)
        if "thresholds" in item and 1 not in control:
            words.append(0)
        return min(words, default=1)

    def compare(self, given: Code, printed: str, of: str) -> int:
        """Six digits of one edition, or as the table says; longer codes within one tariff only."""
        if not given.of:
            return 0
        if edition(given.of) != edition(of):
            return self.crossed(given, printed[:6], of)
        if given.code[:6] != printed[:6]:
            return 0 if printed.startswith(given.code) else -1
        if given.of == of and not (given.code.startswith(printed) or printed.startswith(given.code)):
            return -1
        return 1

    def crossed(self, given: Code, printed: str, of: str) -> int:
        """From one of the two editions to the other."""
        tariff = self.base.records["HS2022"].data if "HS2022" in self.base.records else {"headings": {}}
        code = given.code[:6]
        if {code, printed} & set(tariff.get("same", {}).get("HS2017", ())):
            return 1 if code == printed else 0 if printed.startswith(code) else -1
        later, earlier = (printed, code) if edition(of) == "HS2022" else (code, printed)
        row = tariff["headings"].get(later, {}).get("earlier", {}).get("HS2017")
        if row is None:
            return 0
        whole, part = row.get("whole", []), row.get("part", [])
        if later == printed and edition(of) == "HS2022":
            near = any(code.startswith(one) or one.startswith(code) for one in (*whole, *part))
            return 1 if any(code.startswith(one) for one in whole) else 0 if near else -1
        into = {1 if one == earlier else 0 if earlier.startswith(one) else -1 for one in (*whole, *part)}
        return into.pop() if len(into) == 1 else 0

    def settles(self, given: Code, item: dict[str, Any]) -> bool:
        """Whether the code says for sure that the item is meant."""
        printed, of = item["hs"][0], item["edition"]
        return self.compare(given, printed, of) > 0 and (
            len(printed) == 6 or (given.of == of and given.code.startswith(printed))
        )

    def control(self, given: Code, codes: list[str]) -> int:
        """Whether a control code is one of these."""
        under = any(given.code == code or given.code.startswith(f"{code}.") for code in codes)
        return 1 if under else 0 if any(code.startswith(f"{given.code}.") for code in codes) else -1

    def scope(self, listed: str, scope: dict[str, Any]) -> int:
        """Whether an entry of the list covers it that day."""
        data = self.base.records[listed].data
        within = 1
        if "minerals" in scope:
            within = self.named({"minerals": scope["minerals"]}) or 0
        if within < 0:
            return -1
        wanted = scope.get("entries", data["entries"])
        ways = [self.entry(listed, name, entry, scope) for name, entry in data["entries"].items() if name in wanted]
        if "partial" in data or set(wanted) - set(data["entries"]):
            ways += [0, *(self.items(items) for items in self.spelled(listed) if "entries" not in scope)]
        return min(within, max(ways)) if ways else -1

    def entry(self, listed: str, name: str, entry: dict[str, Any], scope: dict[str, Any]) -> int:
        """Whether an entry of the list does."""
        named = entry.get("minerals", ())
        limits = scope.get("minerals", ())
        if limits and named and not any(one in self.above(m) or m in self.above(one) for one in limits for m in named):
            return -1
        covered = self.item(entry, "", [name, *entry.get("codes", ())], listed)
        spelled = [code for code in entry.get("codes", ()) if code.startswith(f"{name}.")]
        for given in self.shipment.codes:
            under = given.of == listed and spelled and given.code.startswith(f"{name}.")
            if under and self.control(given, spelled) < 0:
                covered = min(covered, 0)
        words = self.words(listed, ("entries", name))
        return min(covered, 1 if words == {"listed"} else 0 if "listed" in words else -1)

    def spelled(self, listed: str) -> Iterable[list[dict[str, Any]]]:
        """What general rules in effect that take their scope from the list say of its items."""
        for record in self.base.of_kind("controls"):
            for name, rule in record.data["provisions"].items():
                general = listed in rule.get("scope", {}) and "items" in rule and "targets" not in rule
                counts = record.data["form"] == "law" and not rule.get("effect")
                if general and counts and self.words(record.id, ("provisions", name)) == {"in effect"}:
                    yield list(rule["items"].values())


def ends(text: str) -> tuple[str, str]:
    """First and last day of a written date."""
    first, _, last = text.partition("..")
    return first, last or first


def edition(text: str) -> str:
    return {"CN-2023": "HS2022", "CN-2018": "HS2017"}.get(text, text)


def complete(items: list[dict[str, Any]], field: str) -> list[str]:
    """All words of a field, if all of the items tell theirs in full."""
    if any(field not in item or field in item.get("partial", ()) for item in items):
        return []
    return [word for item in items for word in item[field]]
