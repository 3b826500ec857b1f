"""People and bodies: their names, roles and countries as a text states them."""

from storage.text.people.actor import Actor
from storage.text.people.entities import Entity, fold_name
from storage.text.people.phrases import NAMES_IF_KNOWN, actors
from storage.text.people.register import Register, heads_meant
from storage.text.people.titles import NO_NAMES
from storage.text.people.tokens import FLAGS, Token, Tokens, tokenise

__all__ = [
    "FLAGS",
    "NAMES_IF_KNOWN",
    "NO_NAMES",
    "Actor",
    "Entity",
    "Register",
    "Token",
    "Tokens",
    "actors",
    "fold_name",
    "heads_meant",
    "tokenise",
]
