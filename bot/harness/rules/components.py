"""The rules for components: rows of buttons and menus, the second version's layout, and modals."""

from dataclasses import dataclass, field

from bot.harness.rules.form import Form, Path
from bot.harness.world import Json

__all__ = ["SELECTS", "check_message", "check_modal"]

ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER = 9, 10, 11, 12, 13, 14, 17
LABEL, UPLOAD, RADIO, CHECKBOXES, CHECKBOX = 18, 19, 21, 22, 23
SELECTS = (STRING_SELECT, 5, 6, 7, 8)

_TOP_V2 = (ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR, CONTAINER)
_IN_CONTAINER = (ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR)
_IN_LABEL = (TEXT_INPUT, *SELECTS, UPLOAD, RADIO, CHECKBOXES, CHECKBOX)
_LINK_STYLE, _PREMIUM_STYLE = 5, 6


@dataclass(slots=True)
class _Tally:
    """What is counted over a whole message or modal."""

    form: Form
    custom_ids: list[str] = field(default_factory=list)
    components: int = 0
    text: int = 0

    def name(self, path: Path, component: Json) -> None:
        """Checks and notes a component's custom_id."""
        custom_id = component.get("custom_id")
        self.form.text((*path, "custom_id"), custom_id, 1, 100, required=True)
        if isinstance(custom_id, str):
            self.custom_ids.append(custom_id)

    def close(self) -> None:
        """Checks what holds over all components together."""
        self.form.unique(
            ("components",),
            self.custom_ids,
            "COMPONENT_CUSTOM_ID_DUPLICATED",
            "Component custom id cannot be duplicated",
        )


def check_message(form: Form, value: object, *, v2: bool) -> None:
    """Notes what is wrong with a message's components, of the first version or the second."""
    tally = _Tally(form)
    items = form.items(("components",), value, 0, 40 if v2 else 5)
    for at, each in enumerate(items):
        path: Path = ("components", at)
        component = form.mapping(path, each)
        if form.choice((*path, "type"), component.get("type"), _TOP_V2 if v2 else (ROW,)):
            _check_block(tally, path, component)
    tally.close()
    if tally.components > 40:
        form.wrong(
            ("components",),
            "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
            "The maximum number of components is 40",
        )
    if v2 and tally.text > 4000:
        form.wrong(
            ("components",),
            "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
            "Displayable text exceeds maximum size of 4000",
        )


def check_modal(form: Form, path: Path, modal: Json) -> None:
    """Notes what is wrong with a modal: title, custom_id, and one to five fields."""
    form.text((*path, "title"), modal.get("title"), 1, 45, required=True)
    form.text((*path, "custom_id"), modal.get("custom_id"), 1, 100, required=True)
    tally = _Tally(form)
    for at, each in enumerate(form.items((*path, "components"), modal.get("components"), 1, 5)):
        place = (*path, "components", at)
        component = form.mapping(place, each)
        if not form.choice((*place, "type"), component.get("type"), (ROW, TEXT, LABEL)):
            continue
        if component["type"] == ROW:
            inputs = form.items((*place, "components"), component.get("components"), 1, 1)
            for inner in inputs:
                _check_field(
                    tally,
                    (*place, "components", 0),
                    form.mapping((*place, "components", 0), inner),
                    (TEXT_INPUT,),
                )
        elif component["type"] == LABEL:
            form.text((*place, "label"), component.get("label"), 1, 45, required=True)
            form.text((*place, "description"), component.get("description"), 0, 100)
            inner_path = (*place, "component")
            _check_field(tally, inner_path, form.mapping(inner_path, component.get("component")), _IN_LABEL)
        else:
            form.text((*place, "content"), component.get("content"), 1, 4000, required=True)
    tally.close()


def _check_field(tally: _Tally, path: Path, component: Json, accepted: tuple[int, ...]) -> None:
    form = tally.form
    if not form.choice((*path, "type"), component.get("type"), accepted):
        return
    tally.name(path, component)
    if component["type"] in SELECTS:
        _check_select(form, path, component)
    elif component["type"] == TEXT_INPUT:
        form.choice((*path, "style"), component.get("style"), (1, 2))
        if "component" not in path:
            form.text((*path, "label"), component.get("label"), 1, 45, required=True)
        form.text((*path, "placeholder"), component.get("placeholder"), 0, 100)
        form.text((*path, "value"), component.get("value"), 0, 4000)
        form.number((*path, "min_length"), component.get("min_length"), 0, 4000)
        form.number((*path, "max_length"), component.get("max_length"), 1, 4000)


def _check_block(tally: _Tally, path: Path, component: Json) -> None:
    form = tally.form
    tally.components += 1
    kind = component["type"]
    if kind == ROW:
        _check_row(tally, path, component)
    elif kind == SECTION:
        _check_section(tally, path, component)
    elif kind == TEXT:
        tally.text += len(form.text((*path, "content"), component.get("content"), 1, 4000, required=True))
    elif kind == GALLERY:
        for at, each in enumerate(form.items((*path, "items"), component.get("items"), 1, 10)):
            place = (*path, "items", at)
            _check_media(form, place, form.mapping(place, each), "media")
    elif kind == FILE:
        _check_media(form, path, component, "file")
    elif kind == CONTAINER:
        for at, each in enumerate(form.items((*path, "components"), component.get("components"), 1, 40)):
            place = (*path, "components", at)
            inner = form.mapping(place, each)
            if form.choice((*place, "type"), inner.get("type"), _IN_CONTAINER):
                _check_block(tally, place, inner)


def _check_media(form: Form, path: Path, component: Json, key: str) -> None:
    media = form.mapping((*path, key), component.get(key))
    form.url((*path, key, "url"), media.get("url"), schemes=("http", "https", "attachment"))
    form.text((*path, "description"), component.get("description"), 0, 1024)


def _check_section(tally: _Tally, path: Path, component: Json) -> None:
    form = tally.form
    for at, each in enumerate(form.items((*path, "components"), component.get("components"), 1, 3)):
        place = (*path, "components", at)
        inner = form.mapping(place, each)
        if form.choice((*place, "type"), inner.get("type"), (TEXT,)):
            _check_block(tally, place, inner)
    place = (*path, "accessory")
    accessory = form.mapping(place, component.get("accessory"))
    if form.choice((*place, "type"), accessory.get("type"), (BUTTON, THUMBNAIL)):
        tally.components += 1
        if accessory["type"] == BUTTON:
            _check_button(tally, place, accessory)
        else:
            _check_media(form, place, accessory, "media")


def _check_row(tally: _Tally, path: Path, row: Json) -> None:
    form = tally.form
    items = form.items((*path, "components"), row.get("components"), 1, 5)
    for at, each in enumerate(items):
        place = (*path, "components", at)
        component = form.mapping(place, each)
        if not form.choice((*place, "type"), component.get("type"), (BUTTON, *SELECTS)):
            continue
        tally.components += 1
        if component["type"] == BUTTON:
            _check_button(tally, place, component)
            continue
        if len(items) > 1:
            form.wrong(
                (*path, "components"),
                "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
                "The specified component exceeds the maximum width",
            )
        tally.name(place, component)
        _check_select(form, place, component)


def _check_button(tally: _Tally, path: Path, button: Json) -> None:
    form = tally.form
    style = button.get("style")
    form.choice((*path, "style"), style, (1, 2, 3, 4, _LINK_STYLE, _PREMIUM_STYLE))
    form.flag((*path, "disabled"), button.get("disabled"))
    if style == _PREMIUM_STYLE:
        form.text((*path, "sku_id"), button.get("sku_id"), 1, 30, required=True)
        return
    form.text((*path, "label"), button.get("label"), 0, 80)
    if not button.get("label") and not button.get("emoji"):
        form.wrong(path, "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", "A button must have a label or an emoji")
    if style == _LINK_STYLE:
        form.url((*path, "url"), button.get("url"), schemes=("http", "https", "discord"), high=512)
        if button.get("custom_id"):
            form.wrong(
                path,
                "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
                "A custom id and url cannot both be specified",
            )
    else:
        tally.name(path, button)


def _check_select(form: Form, path: Path, select: Json) -> None:
    form.text((*path, "placeholder"), select.get("placeholder"), 0, 150)
    form.flag((*path, "disabled"), select.get("disabled"))
    least = form.number((*path, "min_values"), select.get("min_values"), 0, 25)
    most = form.number((*path, "max_values"), select.get("max_values"), 1, 25) or 1
    if least is not None and least > most:
        form.wrong(
            (*path, "min_values"),
            "SELECT_COMPONENT_MIN_GREATER_THAN_MAX",
            "min_values cannot exceed max_values",
        )
    if select["type"] != STRING_SELECT:
        return
    options = form.items((*path, "options"), select.get("options"), 1, 25)
    values = []
    for at, each in enumerate(options):
        place = (*path, "options", at)
        option = form.mapping(place, each)
        form.text((*place, "label"), option.get("label"), 1, 100, required=True)
        values.append(form.text((*place, "value"), option.get("value"), 1, 100, required=True))
        form.text((*place, "description"), option.get("description"), 0, 100)
    form.unique(
        (*path, "options"),
        values,
        "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
        "The specified option value is already used",
    )
    if most > len(options) > 0:
        form.wrong(
            (*path, "max_values"),
            "SELECT_COMPONENT_MAX_VALUES_EXCEEDS_OPTIONS",
            "max_values exceeds the number of options",
        )
