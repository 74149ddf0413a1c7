from __future__ import annotations

from django.urls import path

from wenming.organisations import views

app_name = "organisations"
urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/add/", views.person_add, name="person_add"),
    path("people/roster/", views.roster_import, name="roster_import"),
    path("people/roster/template/", views.roster_template, name="roster_template"),
    path("departments/add/", views.department_add, name="department_add"),
    path("groups/", views.groups, name="groups"),
    path("groups/add/", views.group_add, name="group_add"),
    path("groups/<int:pk>/seats/add/", views.seat_add, name="seat_add"),
    path("seats/<int:pk>/end/", views.seat_end, name="seat_end"),
    path("trail/", views.trail, name="trail"),
]
