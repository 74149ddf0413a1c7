from __future__ import annotations

from django.urls import path

from wenming.evidence.views import archive, dropping, files, gaps, ledger, lines, records

app_name = "evidence"
urlpatterns = [
    path("", ledger.record_list, name="record_list"),
    path("archive/", archive.binding_list, name="binding_list"),
    path("archive/order/", archive.binding_order, name="binding_order"),
    path("archive/<int:pk>/files/<int:number>/", archive.binding_file, name="binding_file"),
    path("gaps/", gaps.gap_list, name="gap_list"),
    path("owners/<int:pk>/", gaps.line_owners, name="line_owners"),
    path("bulk/", ledger.record_bulk, name="record_bulk"),
    path("lines/<int:pk>/", lines.line, name="line"),
    path("lines/<int:pk>/pick/", lines.line_pick, name="line_pick"),
    path("records/add/", dropping.record_add, name="record_add"),
    path("records/drop/", dropping.file_drop, name="file_drop"),
    path("records/drop/state/", dropping.drop_state, name="drop_state"),
    path("records/complete/", dropping.record_complete, name="record_complete"),
    path("records/<int:pk>/", records.record_detail, name="record_detail"),
    path("records/<int:pk>/change/", records.record_change, name="record_change"),
    path("records/<int:pk>/files/add/", records.record_attach, name="record_attach"),
    path("records/<int:pk>/lines/add/", records.record_link, name="record_link"),
    path("records/<int:pk>/lines/<int:line>/remove/", records.record_unlink, name="record_unlink"),
    path("records/<int:pk>/remove/", records.record_remove, name="record_remove"),
    path("files/<int:pk>/original/", files.file_original, name="file_original"),
    path("files/<int:pk>/thumbnail/", files.file_thumbnail, name="file_thumbnail"),
    path("files/<int:pk>/preview/", files.file_preview, name="file_preview"),
    path("files/<int:pk>/detach/", records.file_detach, name="file_detach"),
]
