from __future__ import annotations

from django.urls import path

from wenming.criteria.views import beginning, comparing, drafts, lines, rebasing, sets

app_name = "criteria"
urlpatterns = [
    path("", sets.set_list, name="set_list"),
    path("new/", beginning.begin, name="begin"),
    path("new/upload/", beginning.upload, name="upload"),
    path("new/built-in/<slug:key>/", beginning.built_in, name="built_in"),
    path("new/empty/", beginning.empty, name="empty"),
    path("new/layer/", beginning.layer, name="layer"),
    path("compare/", comparing.compare, name="compare"),
    path("<int:pk>/", sets.set_detail, name="set_detail"),
    path("<int:pk>/negative/", sets.negative, name="negative"),
    path("<int:pk>/versions/", sets.versions, name="versions"),
    path("<int:pk>/versions/new/", beginning.next_version, name="next_version"),
    path("<int:pk>/state/", sets.change_state, name="change_state"),
    path("<int:pk>/export/<slug:form>/", sets.export, name="export"),
    path("<int:pk>/source/", sets.source, name="source"),
    path("<int:set_pk>/lines/", sets.line_by_code, name="line_by_code"),
    path("<int:set_pk>/lines/<int:order>/", sets.line_detail, name="line_detail"),
    path("<int:pk>/layer/", comparing.layer_difference, name="layer_difference"),
    path("<int:pk>/draft/", drafts.draft, name="draft"),
    path("<int:pk>/draft/header/", drafts.header, name="draft_header"),
    path("<int:pk>/draft/warnings/", drafts.accept, name="draft_accept"),
    path("<int:pk>/draft/negative/", drafts.negative, name="draft_negative"),
    path("<int:pk>/draft/confirm/", drafts.confirm, name="draft_confirm"),
    path("<int:pk>/draft/drop/", drafts.drop, name="draft_drop"),
    path("<int:pk>/draft/rebase/", rebasing.rebase, name="draft_rebase"),
    path("<int:pk>/draft/line/", lines.line, name="draft_line"),
    path("<int:pk>/draft/line/row/", lines.row, name="draft_line_row"),
    path("<int:pk>/draft/line/new/", lines.new_line, name="draft_line_new"),
    path("<int:pk>/draft/line/example/", lines.example, name="draft_line_example"),
]
