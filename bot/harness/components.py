"""Finding and using what a message or modal offers: buttons, menus, fields."""

from collections.abc import Iterator, Mapping, Sequence

from bot.harness.errors import BadOption, UnknownComponent
from bot.harness.rules.components import SELECTS
from bot.harness.values import Filling
from bot.harness.world import Json

__all__ = ["button", "buttons", "chosen", "menu", "menus", "submission"]

_BUTTON, _STRING_SELECT, _TEXT_INPUT, _CHECKBOX = 2, 3, 4, 23
_LINK_STYLE, _PREMIUM_STYLE = 5, 6


def _walk(tree: Sequence[Json]) -> Iterator[Json]:
    for each in tree:
        yield each
        yield from _walk(each.get("components", ()))
        yield from _walk([each[key] for key in ("accessory", "component") if isinstance(each.get(key), dict)])


def buttons(tree: Sequence[Json]) -> list[Json]:
    """The buttons of a message that can be pressed."""
    dead = {_LINK_STYLE, _PREMIUM_STYLE}
    return [
        each
        for each in _walk(tree)
        if each["type"] == _BUTTON and each["style"] not in dead and not each.get("disabled")
    ]


def menus(tree: Sequence[Json]) -> list[Json]:
    """The menus of a message that can be opened."""
    return [each for each in _walk(tree) if each["type"] in SELECTS and not each.get("disabled")]


def label_of(component: Json) -> str:
    """What a button shows: its label, or its emoji."""
    return str(component.get("label") or (component.get("emoji") or {}).get("name") or "")


def button(tree: Sequence[Json], name: str) -> Json:
    """The button with this label or custom_id. UnknownComponent if none can be pressed."""
    usable = buttons(tree)
    for each in usable:
        if name in {label_of(each), each["custom_id"]}:
            return each
    raise UnknownComponent(name, [label_of(each) for each in usable])


def menu(tree: Sequence[Json], name: str | None) -> Json:
    """The menu with this custom_id or placeholder, or the only one. UnknownComponent if there is none."""
    usable = menus(tree)
    for each in usable:
        if name in {each["custom_id"], each.get("placeholder")} or (name is None and len(usable) == 1):
            return each
    raise UnknownComponent(name or "menu", [each.get("placeholder") or each["custom_id"] for each in usable])


def chosen(found: Json, wanted: Sequence[str], filling: Filling) -> list[str]:
    """The values that are sent for what is chosen in a menu. BadOption for too few, too many, unknown."""
    name = found.get("placeholder") or found["custom_id"]
    least, most = found.get("min_values", 1), found.get("max_values", 1)
    if not least <= len(wanted) <= most:
        raise BadOption("the menu", name, ", ".join(wanted), f"{least} to {most} of them")
    if found["type"] != _STRING_SELECT:
        things = [filling.named(found["type"], each) for each in wanted]
        if None in things:
            raise BadOption("the menu", name, ", ".join(wanted), "something that exists here")
        return [filling.refer(each) for each in things if each]
    values = []
    for each in wanted:
        match = [option["value"] for option in found["options"] if each in {option["label"], option["value"]}]
        if not match:
            raise BadOption("the menu", name, each, ", ".join(option["label"] for option in found["options"]))
        values.append(match[0])
    return values


def submission(modal: Json, values: Mapping[str, str]) -> Json:
    """The data of a submitted modal. UnknownComponent for no field of it, BadOption for a refused value."""
    left = dict(values)
    filled = []
    for outer in modal["components"]:
        if "component" in outer:
            field = outer["component"]
            entry = _filled(field, [outer.get("label", ""), field["custom_id"]], left)
            filled.append({"type": outer["type"], "component": entry})
        elif "components" in outer:
            entries = [
                _filled(each, [each.get("label", ""), each["custom_id"]], left)
                for each in outer["components"]
            ]
            filled.append({"type": outer["type"], "components": entries})
    if left:
        raise UnknownComponent(next(iter(left)), _field_names(modal))
    return {"custom_id": modal["custom_id"], "components": filled}


def _field_names(modal: Json) -> list[str]:
    return [
        str(each.get("label") or each["custom_id"])
        for each in _walk(modal["components"])
        if each.get("label") or each.get("custom_id")
    ]


def _filled(field: Json, names: Sequence[str], left: dict[str, str]) -> Json:
    given = next((left.pop(name) for name in names if name in left), None)
    entry: Json = {"type": field["type"], "custom_id": field["custom_id"]}
    required = field.get("required", field["type"] != _CHECKBOX)
    if required and not given:
        raise BadOption("the form", names[0] or names[1], "", "something, it is required")
    if field["type"] == _TEXT_INPUT:
        text = field.get("value") or "" if given is None else given
        least, most = field.get("min_length") or 0, field.get("max_length") or 4000
        if text and not least <= len(text) <= most:
            raise BadOption("the form", names[0] or names[1], text, f"{least} to {most} characters")
        return {**entry, "value": text}
    if field["type"] == _CHECKBOX:
        return {**entry, "value": given == "true"}
    if field["type"] == _STRING_SELECT:
        labels = {option["label"]: option["value"] for option in field["options"]}
        return {**entry, "values": [labels.get(given, given)] if given else []}
    return {**entry, "values": [given] if given else []}
