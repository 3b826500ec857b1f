"""What is known of one article while its sentences are read, shared by the rules for each kind of contact."""

from storage.text.meetings.contact import Contact
from storage.text.meetings.focus import Focus
from storage.text.meetings.offices import office_of
from storage.text.meetings.own_dates import own_date
from storage.text.meetings.publishers import publisher_country
from storage.text.meetings.triggers import Trigger
from storage.text.people import Actor, Register
from storage.text.records import Article

__all__ = ["Story"]


class Story:
    """The article, who is who in it, who is spoken of, and what was told so far."""

    def __init__(self, article: Article, people: Register, planned: frozenset[tuple[int, int]]) -> None:
        self.article = article
        self.people = people
        self.planned = planned
        """Line and beginning of the dates that are told as plans."""
        self.focus = Focus(people, publisher_country(article.publisher))
        self.found: list[Contact] = []

    def date(self, contact: Contact, trigger: Trigger, stop: int) -> bool:
        """Gives a contact its own date; False where the text tells it as a plan."""
        mention = own_date(contact.sentence, trigger, stop)
        if mention is not None and (mention.line, mention.begin) in self.planned:
            return False
        contact.mention = mention
        return True

    def note_role(self, contact: Contact, actor: Actor) -> None:
        """Keeps the role that the contact's own sentence gives; a counterpart's with whose it is."""
        if actor.name is None or not actor.role:
            return
        entity = self.people.find(actor, self.focus.recent)
        if entity is None:
            return
        role = actor.role
        if actor.head == "counterpart":
            other = next((one for one in contact.people if one is not entity and one.roles), None)
            office = office_of(other)
            role = f"{role} ({office})" if office else role
        contact.roles.setdefault(entity.name, role)
