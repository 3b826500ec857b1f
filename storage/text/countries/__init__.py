"""Countries and organisations: found in text, understood when typed, shown by name and flag."""

from storage.text.countries.atlas import Atlas
from storage.text.countries.finding import Place, find, names_any
from storage.text.countries.gazetteer import PlaceKind
from storage.text.countries.lookup import code_of, flag_of, is_code, name_of, phrase_of, suggest
from storage.text.countries.salience import salient

__all__ = [
    "Atlas",
    "Place",
    "PlaceKind",
    "code_of",
    "find",
    "flag_of",
    "is_code",
    "name_of",
    "names_any",
    "phrase_of",
    "salient",
    "suggest",
]
