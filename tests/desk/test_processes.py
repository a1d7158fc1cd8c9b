"""Work that is shared out to processes: results in order, and a word for each that does not come."""

import os
import signal
from collections.abc import Callable

from ddtender.workspace.processes import Lost, Why, shared_out


def power(base: int) -> Callable[[int], int]:
    return lambda exponent: base**exponent


def fragile(name: str) -> Callable[[str], str]:
    """Who meets its own name, ends; who meets a number, has a fault."""

    def work(task: str) -> str:
        if task == name:
            os.kill(os.getpid(), signal.SIGKILL)
        if task.isdecimal():
            raise KeyError(task)
        return task.upper()

    return work


def test_results_come_in_the_order_of_the_tasks() -> None:
    tasks = [*range(150, 0, -1)]
    assert [*shared_out(power, 2, tasks, 3)] == [2**n for n in tasks]
    assert [*shared_out(power, 2, [], 3)] == []


def test_a_lost_process_loses_its_task_and_the_others_go_on() -> None:
    assert [*shared_out(fragile, "x", ["a", "x", "b", "7", "c"], 2)] == [
        "A",
        Lost(Why.ENDED, "its process was ended by SIGKILL"),
        "B",
        Lost(Why.FAILED, "this should not have happened: KeyError: '7'"),
        "C",
    ]


def test_where_every_process_is_lost_the_rest_is_left_out() -> None:
    results = [*shared_out(fragile, "x", ["x"] * 30, 1)]
    assert [one.why for one in results if isinstance(one, Lost)] == [Why.ENDED] * 5 + [Why.LEFT_OUT] * 25


def test_nothing_is_begun_once_it_is_called_off() -> None:
    told: list[int | Lost] = []
    for one in shared_out(power, 2, [1] * 300, 2, stopped=lambda: len(told) > 3):
        told.append(one)
    assert told[0] == 2 and told[-1] == Lost(Why.LEFT_OUT) and len(told) == 300
