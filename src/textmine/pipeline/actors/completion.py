"""Completion: from the mentions of a match to its persons, with what a text leaves out because a reader knows it.

A telegram leaves the subject out (``Moet geld afgeven aan VE``), a form the victim (``Paspoort afgepakt door landgenoot``).
"""

from __future__ import annotations

from collections.abc import Sequence

from textmine.lexicons.model import Frame
from textmine.pipeline.actors.cast import VICTIMS, Cast, Person
from textmine.pipeline.actors.mentions import Ref
from textmine.pipeline.actors.reading import Sentence
from textmine.pipeline.actors.roles import Roles

DONE_TO_SOMEONE = ("machtsmiddel.", "uitbuiting.")
"""Codes for what is done to a person; of these it is known that someone undergoes them."""
_THREATS = ("machtsmiddel.bedreiging", "machtsmiddel.chantage", "machtsmiddel.intimidatie", "machtsmiddel.voodoo")
_MOVERS = frozenset({"uitbuiter", "facilitator"})


def complete(frame: Frame, roles: Roles, cast: Cast, last: Sentence | None) -> tuple[Person | None, Person | None]:
    """Return agent and target as persons.

    Parameters
    ----------
    frame : Frame
    roles : Roles
        The mentions.
    cast : Cast
    last : Sentence or None
        The sentence before, which may name the subject that this one leaves out.
    """
    agent, target = _main_of(roles.agent, cast), _main_of(roles.target, cast)
    if frame.voice == "geen" or roles.how == "wederkerend":
        return agent, target
    if agent is target and agent is not None:
        if roles.how == "ondergaat":
            agent = None
        elif agent.rol == "uitbuiter":
            target = None  # "Auntie nam haar paspoort in": hers is the victim's
    if agent is None and target is not None and target.rol == "uitbuiter" and roles.how == "naamwoord":
        agent, target = target, None  # "de bedreigingen van VE", "afhankelijkheid van VE": the noun tells of someone else
    if not frame.code.startswith(DONE_TO_SOMEONE):
        return agent, target
    if agent is None and roles.elided and roles.how in ("actief", "bevel"):
        agent = _left_out(cast, target, last)
    if (
        target is not None
        and target.rol == "familie"
        and frame.code.startswith(_THREATS)
        and (agent is None or agent.rol in _MOVERS)
    ):
        target = cast.victim  # a threat to her relatives is to move her (codebook, decision 7)
    if (target is None or not target.rol) and (agent is None or agent.rol not in VICTIMS):
        target = cast.victim  # also when the text calls her something else ("het meisje") that could not be tied to her
    return agent, target


def _main_of(ref: Ref | None, cast: Cast) -> Person | None:
    """The person of a mention; of several that ``en`` joins the main one, else the first."""
    persons = cast.each(ref)
    return next((one for one in persons if one in (cast.victim, cast.exploiter)), persons[0] if persons else None)


def _left_out(cast: Cast, target: Person | None, last: Sentence | None) -> Person | None:
    """The subject that an active telegram leaves out: that of the sentence before, or the exploiter where it is the victim."""
    subjects = [cast.who(arguments.subject) for arguments in last.arguments] if last is not None else []
    subject = next((person for person in reversed(subjects) if person is not None), None)
    if subject is not None and subject is not target and subject.rol not in VICTIMS:
        return subject
    return cast.exploiter if target is None or target.rol in VICTIMS else None


def fits(frame: Frame, agent: Person | None, target: Person | None) -> bool:
    """Whether a frame admits the roles that were found."""
    subject = target if frame.voice == "slachtoffer" else agent
    return _allowed(frame.subject, subject) and _allowed(frame.object, target)


def _allowed(wanted: Sequence[str], person: Person | None) -> bool:
    """Whether a person may fill a part: an unknown one always may, unless ``bekend`` is asked for."""
    if person is None:
        return "bekend" not in wanted
    allowed = [role for role in wanted if not role.startswith("!") and role != "bekend"]
    excluded = [role.removeprefix("!") for role in wanted if role.startswith("!")]
    return person.rol not in excluded and (not allowed or person.rol in allowed)
