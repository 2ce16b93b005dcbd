"""The best of a concave function of one variable: what each step of learning comes down to."""

from __future__ import annotations

from collections.abc import Callable

_MOST_STEPS = 100
_NEAR = 1e-10


def maximum(derivatives: Callable[[float], tuple[float, float]], start: float, least: float = -20.0) -> float:
    """Return where a strictly concave function is highest, from `least` to 20.

    `derivatives` gives its first and second derivative, the second below zero. Newton's steps, halved into the interval
    where the top must be: so they cannot overshoot, and end.
    """
    low, high = least, 20.0
    at = min(max(start, low), high)
    for _ in range(_MOST_STEPS):
        slope, curvature = derivatives(at)
        if slope > 0:
            low = at
        else:
            high = at
        step = at - slope / curvature
        if not low <= step <= high:
            step = (low + high) / 2
        if abs(step - at) < _NEAR:
            return step
        at = step
    return at
