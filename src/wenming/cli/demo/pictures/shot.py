"""What a photograph shows, before it is drawn."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Shot:
    """One photograph.

    scene   name of a function in ``SCENES``.        view    which of the scene's points of view, from 0.
    seed    decides everything left to chance.       title   words on the banner or screen.
    unit    the unit's name, as it hangs there; empty where it is not to be seen.
    sign    the name over the building's door; the unit's where it is empty.
    season  spring, summer, autumn or winter.        size    in pixels.
    """

    scene: str
    view: int
    seed: int
    title: str
    unit: str
    season: str = "summer"
    sign: str = ""
    size: tuple[int, int] = (1600, 1200)

    @property
    def over_door(self) -> str:
        return self.sign or self.unit
