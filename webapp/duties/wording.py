"""How the words of a row are put together with what is known of its matter."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from webapp.core.addresses import Address
from webapp.organizations.wording import first_complete


@dataclass(frozen=True)
class Words:
    """The sentence, the button and the address of one kind of duty."""

    sentence: str
    button: str
    endpoint: str
    #: What the address takes of the matter, under the name the endpoint has for it.
    takes: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    details: tuple[str, ...] = ("Hạn: {due}",)

    def address(self, values: Mapping[str, str | int]) -> Address:
        """Where the button leads for a matter with these values."""
        taken = {name: values[of] for name, of in self.takes.items()}
        return Address(self.endpoint, {**taken, **self.query})

    def detail(self, known: Mapping[str, str]) -> str:
        """The first detail whose facts are all there; nothing where none is."""
        return first_complete(self.details, known) or ""
