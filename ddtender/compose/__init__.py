"""Scenario + procedure + library → ``DraftDocument``: which provisions, in which order, with which facts, and why."""

from ddtender.compose.fitting import best_scenario, best_scenarios
from ddtender.compose.forms import form_texts, reply_forms_of
from ddtender.compose.lots import compose
from ddtender.compose.naming import did_you_mean

__all__ = ["best_scenario", "best_scenarios", "compose", "did_you_mean", "form_texts", "reply_forms_of"]
