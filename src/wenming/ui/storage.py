"""Static files under names that change with their content, the ES modules they import included."""

from django.contrib.staticfiles.storage import HashedFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage

MODULES = "*/js/*.js"  # ours; Django's own switch would also rewrite what third parties say in comments


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Rewrites ``import "./x.js"`` to the hashed name as well, so that an upgrade never mixes old and new modules."""

    patterns = (
        *HashedFilesMixin.patterns,
        (MODULES, HashedFilesMixin._js_module_import_aggregation_patterns[1]),  # type: ignore[attr-defined]
    )
