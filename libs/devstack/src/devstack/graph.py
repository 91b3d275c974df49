"""Runs an action for every name of a graph of needs, as many at once as the needs allow."""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from graphlib import TopologicalSorter

Graph = Mapping[str, Iterable[str]]


def walk(
    graph: Graph, action: Callable[[str], None], cancel: Callable[[], None] = lambda: None
) -> None:
    """Call the action for each name after it has returned for all that the name needs.

    Args:
        graph: Needs by name.
        action: What to do.
        cancel: Called when one action fails or we are interrupted, to end those in progress.

    Raises:
        Exception: What the action raised first, after all others have ended.
    """
    sorter = TopologicalSorter(graph)
    sorter.prepare()
    with ThreadPoolExecutor(max_workers=len(graph) or 1) as pool:
        try:
            _run(sorter, pool, action)
        except BaseException:
            cancel()
            raise


def _run(
    sorter: TopologicalSorter[str], pool: ThreadPoolExecutor, action: Callable[[str], None]
) -> None:
    running: dict[Future[None], str] = {}
    while sorter.is_active():
        running |= {pool.submit(action, name): name for name in sorter.get_ready()}
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            name = running.pop(future)
            future.result()
            sorter.done(name)


def reverse(graph: Graph) -> Graph:
    """The same graph for ending: a name waits for those that need it."""
    turned: dict[str, list[str]] = {name: [] for name in graph}
    for name, needs in graph.items():
        for need in needs:
            turned[need].append(name)
    return turned
