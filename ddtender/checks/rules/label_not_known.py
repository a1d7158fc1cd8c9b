"""A specification on labels makes sense where there are labels for what is bought, and where it is about that."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Location, Severity, Topic
from ddtender.diagnostics.messages import Message, NamedProvision
from ddtender.model import DraftDocument
from ddtender.model.initiatives import Initiatives, Labels, ProductCategory

LABEL_NOT_KNOWN = Code(
    "label-not-known",
    Topic.COMPOSITION,
    Severity.WARNING,
    "A specification asks for labels, and is not about what is bought, or no label is known for that.",
    why=(
        "The specification asks nothing of products that it does not name, and names kinds for which both labels have "
        "criteria. Where few products or none have a label, nobody can meet it by one. What the "
        "library does not list is not known, which does not mean that there is none."
    ),
    mend=(
        "Look in the registers of the labels how many products there are. Then drop the specification, in a lot if it "
        "is about one, or name at its parameter the products with a label; say why in the decision on the procedure. "
        "`ddtender initiatives` prints which label is known for what."
    ),
)


def check_compositions(subject: Subject) -> Iterator[Diagnostic]:
    known = subject.library.initiatives
    if known.labels is None or not known.every:
        return
    for draft in (one for whole in subject.drafts for one in whole.each):
        if draft.procedure and any(c.provision.id == known.labels.specification for c in draft.provisions):
            yield from _of(draft, known, known.labels)


def _of(draft: DraftDocument, known: Initiatives, labels: Labels) -> Iterator[Diagnostic]:
    bought, place = _bought(draft, labels)
    asked, given = draft.values.get(labels.parameter), draft.procedure and draft.procedure.parameters
    told, named = labels.in_text(bought), labels.in_text(str(asked or ""))
    covered = [one for one in (named if asked else labels.categories) if known.covering(one)]
    if given and labels.parameter in given and not covered:
        bought, place = str(asked), given[labels.parameter][1]
        message = _none_known(labels, bought)
    elif not bought or {*told} & {*covered} or (given and labels.parameter in given and not told):
        return  # where a kind of product is named and what is bought has another name, somebody has looked
    elif told:
        message = Message(
            f"'{labels.specification}' asks for labels of {asked}, and what is bought is '{bought}'",
            "messages.label_not_known.other",
            specification=NamedProvision(labels.specification),
            asked=str(asked),
            bought=bought,
        )
    else:
        message = _none_known(labels, bought)
    listed = "; ".join(filter(None, (_listed(one, known) for one in told)))
    message = message.after(f"lot {draft.lot_id}: ") if draft.lot else message
    yield Diagnostic(LABEL_NOT_KNOWN, place, message, _hint(draft, listed, known, labels))


def _none_known(labels: Labels, bought: str) -> Message:
    said = f"'{labels.specification}' asks for labels, and none is known for '{bought}'"
    places = {"specification": NamedProvision(labels.specification), "bought": bought}
    return Message(said, "messages.label_not_known.none", **places)


def _bought(draft: DraftDocument, labels: Labels) -> tuple[str, Location]:
    """What is bought, in the words of the procedure. A lot's own subject comes first, then its title, if that names a
    kind of product, then the subject of all."""
    facts = draft.procedure.facts if draft.procedure else {}
    if draft.lot and "subject" not in draft.lot.facts and labels.in_text(draft.lot.title):
        return draft.lot.title, draft.lot.location
    subject, place = facts.get("subject", ("", draft.location))
    return str(subject), place


def _listed(category: ProductCategory, known: Initiatives) -> str:
    """Which labels have criteria for a kind of product, and when that was found."""
    found = [(one.short, one.listed_on) for one, _ in known.covering(category)]
    if not found:
        return ""
    names = " and ".join(f"{name} (found on {day})" for name, day in found)
    return f"'{category.name}' is a category of {names}; for how many products is not known"


def _hint(draft: DraftDocument, listed: str, known: Initiatives, labels: Labels) -> str:
    document = known.tests.document if known.tests else known.every[0].document
    many = {c.name for c in labels.categories for _, coverage in known.covering(c) if coverage.manual}
    where = f"in lot {draft.lot_id} " if draft.lot else ""
    needing = [c.provision for c in draft.provisions]
    needing = [p.id for p in needing if any(r.target == labels.specification for r in p.references)]
    dropped = ", ".join([labels.specification, *needing])
    return (
        f"{f'{listed}. ' if listed else ''}Most products with a label are {', '.join(sorted(many))} ({document}; not "
        f"checked since). Look in the registers; then drop it {where}(`provisions: {{drop: [{dropped}]}}`), or name at "
        f"`parameters.{labels.parameter}` what has a label and say why in the decision."
    )
