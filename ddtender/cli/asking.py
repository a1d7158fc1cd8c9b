"""The questions with which a procurement begins, asked line by line in a terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ddtender.desk.facts.field_values import FactField
    from ddtender.desk.facts.interview import Interview, InterviewQuestion
    from ddtender.words import Language

#: What is known about a question after these answers, in sentences.
KnownLines = Callable[[str, dict[str, str]], Sequence[str]]


def ask(of: Interview, answers: dict[str, str], known: KnownLines, words: Language) -> dict[str, str]:
    """The answers to all questions; ``answers`` are those that are there already, which Enter keeps. An end of what is
    typed ends the command, and nothing is made."""
    say = words.say
    click.echo(say("web.interview.said"))
    for question in of.questions:
        if question not in of.asked(answers):
            continue
        click.echo(f"\n{say(f'web.interview.titles.{question.key}')}")
        for line in known(question.key, answers):
            click.echo(f"  {line}")
        _ask_one(question, answers, words)
        if question.key == "what" and answers.get("subject"):  # now it can be told of what is bought
            for line in known(question.key, answers):
                click.echo(f"  {line}")
    return answers


def _ask_one(question: InterviewQuestion, answers: dict[str, str], words: Language) -> None:
    """Ask for the fields of a question, again where something is no answer."""
    from ddtender.desk.facts.interview import is_asked, wrong_in

    fields = list(question.fields)
    while fields:
        for field in fields:
            if is_asked(field, answers):
                answers[field.key] = _typed(field, answers.get(field.key, ""), words)
        wrong = wrong_in(question, answers)
        for field in question.fields:
            if (problem := wrong.get(field.key)) is not None:
                click.echo(f"  {field.label}: {words.say(problem.key, **problem.places)}", err=True)
        fields = [field for field in question.fields if field.key in wrong]


def _typed(field: FactField, there: str, words: Language) -> str:
    """What is typed into a field: Enter keeps what is there."""
    if field.help:
        click.echo(f"  {field.help}")
    if field.kind == "long":
        return _lines(field, there, words)
    if not field.choices:
        return _line(field.label, there)
    for n, choice in enumerate(field.choices, start=1):
        click.echo(f"    {n} {choice.label}")
    labels = {one.value: one.label for one in field.choices}
    by_number = {str(n): one.value for n, one in enumerate(field.choices, start=1)}
    while True:
        typed = _line(field.label, labels.get(there, there))
        if typed in ("", labels.get(there)):
            return there if typed else ""
        if typed in by_number:
            return by_number[typed]
        if typed in labels:
            return typed
        click.echo(f"  {words.say('web.interview.which')}", err=True)


def _line(label: str, there: str) -> str:
    return click.prompt(f"  {label}", default=there, show_default=bool(there), prompt_suffix=" ").strip()


def _lines(field: FactField, there: str, words: Language) -> str:
    click.echo(f"  {words.say('web.interview.lines')}")
    found = []
    while typed := _line(field.label if not found else "", there.replace("\n", ", ") if there and not found else ""):
        if not found and there and typed == there.replace("\n", ", "):
            return there
        found.append(typed)
    return "\n".join(found)
