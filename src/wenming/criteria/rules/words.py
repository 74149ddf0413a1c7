"""The closed vocabularies of wenming-criteria/1, in the order in which people list them."""

from __future__ import annotations

LEVELS = ("national", "province", "city", "county", "industry", "unit")

METHODS = ("material_review", "site_visit", "survey", "consultation", "briefing", "observation", "online_check")

EVIDENCE_KINDS = (
    "official_document",
    "explanation",
    "photo",
    "statistics",
    "link",
    "signed_instruction",
    "sign_in",
    "lesson_plan",
    "reflection",
    "minutes",
    "media",
    "certificate",
    "video",
    "other",
)

CAPTION_FIELDS = ("time", "place", "organiser", "people", "theme")

NOT_APPLICABLE = ("redistribute", "full", "zero", "mean_of_peers")

EFFECTS = ("block", "deduct", "warn", "rectify", "revoke")

STEPS = ("whole", "started", "linear")

COMBINATIONS = ("sum", "mean")
