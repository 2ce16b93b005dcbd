"""What an act that is less than a talk says of being in touch. A message and a talk have the weight 1."""

from __future__ import annotations

ATTEMPT = 0.3
"""A call that reached nobody: somebody wanted to talk, and no talk came of it."""
VOICEMAIL = 0.5
"""What was said was said to a machine."""
REJECTED = 0.1
"""A call that ego did not take: as often "not now" as "not you"."""
