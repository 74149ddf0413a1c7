from __future__ import annotations

from django.urls import path

from wenming.workbench import views

app_name = "workbench"
urlpatterns = [path("", views.home, name="home"), path("search/", views.search, name="search")]
