from __future__ import annotations

from django.urls import path

from wenming.organisations.views import accounts, people, trails, units

app_name = "organisations"
urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/add/", people.person_add, name="person_add"),
    path("people/roster/", people.roster_import, name="roster_import"),
    path("people/roster/template/", people.roster_template, name="roster_template"),
    path("departments/add/", people.department_add, name="department_add"),
    path("groups/", people.groups, name="groups"),
    path("groups/add/", people.group_add, name="group_add"),
    path("groups/<int:pk>/seats/add/", people.seat_add, name="seat_add"),
    path("seats/<int:pk>/end/", people.seat_end, name="seat_end"),
    path("accounts/", accounts.account_list, name="account_list"),
    path("accounts/open/", accounts.account_open, name="account_open"),
    path("accounts/<int:pk>/", accounts.account_detail, name="account_detail"),
    path("accounts/<int:pk>/password/", accounts.account_password, name="account_password"),
    path("accounts/<int:pk>/<slug:verb>/", accounts.account_change, name="account_change"),
    path("roles/<int:pk>/withdraw/", accounts.role_withdraw, name="role_withdraw"),
    path("sign-ins/", trails.sign_ins, name="sign_ins"),
    path("trail/", trails.trail, name="trail"),
    path("trail/check/", trails.trail_check, name="trail_check"),
    path("units/", units.unit_list, name="unit_list"),
    path("units/add/", units.unit_add, name="unit_add"),
]
