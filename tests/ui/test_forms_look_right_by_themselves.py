"""``{{ form }}`` draws label, help, error and the mark of what may be left out; nothing is said by colour alone."""

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from wenming.ui.forms import CheckChips, DateInput, ManyFiles, ManyFilesField, Segments, Stepper
from wenming.ui.gallery import Example


class Small(forms.Form):
    title = forms.CharField(label="题名", help_text="写明活动名称", max_length=10)
    number = forms.CharField(label="文号", required=False)
    kind = forms.ChoiceField(label="类别", choices=[("a", "活动")])
    agreed = forms.BooleanField(label="补登", required=False)


def drawn(form) -> BeautifulSoup:
    return BeautifulSoup(str(form), "html.parser")


def test_only_what_may_be_left_out_says_so():
    soup = drawn(Small())
    assert "（没有可不填）" not in soup.find("label", {"for": "id_title"}).text
    assert "（没有可不填）" in soup.find("label", {"for": "id_number"}).text
    assert "（没有可不填）" not in soup.find("label", {"for": "id_agreed"}).text


def test_each_control_wears_the_class_of_its_kind():
    soup = drawn(Small())
    worn = {one["name"]: one.get("class") for one in soup.find_all(["input", "select"])}
    assert worn == {
        "title": ["form-control"],
        "number": ["form-control"],
        "kind": ["form-select"],
        "agreed": ["form-check-input"],
    }
    assert not any(option.get("class") for option in soup.find_all("option"))


def test_an_error_has_an_icon_and_is_tied_to_its_field():
    soup = drawn(Small({"title": "", "kind": "a"}))
    field = soup.find("input", {"name": "title"})
    assert field["aria-invalid"] == "true"
    for described in field["aria-describedby"].split():
        assert soup.find(id=described), described
    error = soup.find(class_="err")
    assert error.find("svg")
    assert error.text.strip()


def test_what_is_wrong_with_the_whole_form_comes_first():
    form = Small({"title": "甲", "kind": "a"})
    form.add_error(None, "合计与上级不符。")
    first = drawn(form).find(True)
    assert first["role"] == "alert"
    assert "合计与上级不符。" in first.text


def test_a_placeholder_that_repeats_the_label_is_dropped():
    class Repeating(forms.Form):
        name = forms.CharField(label="用户名", widget=forms.TextInput({"placeholder": "用户名"}))
        hint = forms.CharField(label="文号", widget=forms.TextInput({"placeholder": "云公积金〔2026〕18号"}))

    soup = drawn(Repeating())
    assert not soup.find("input", {"name": "name"}).has_attr("placeholder")
    assert soup.find("input", {"name": "hint"}).has_attr("placeholder")


def test_several_choices_stand_under_a_legend_and_each_has_one_label():
    soup = drawn(Example())
    group = soup.find("input", {"name": "answer"}).find_parent("fieldset")
    assert group.find("legend").text.strip() == "结论"
    assert [label.get_text(strip=True) for label in group.find_all("label")] == ["符合", "不符合", "不涉及"]


def test_what_people_typed_is_escaped_when_it_comes_back():
    soup = drawn(Small({"title": '"><script>alert(1)</script>', "kind": "a"}))
    assert soup.find("script") is None


def test_dates_travel_in_one_form_whatever_the_language():
    class Dated(forms.Form):
        day = forms.DateField(widget=DateInput)

    from datetime import date

    assert drawn(Dated(initial={"day": date(2026, 9, 18)})).find("input")["value"] == "2026-09-18"


def test_many_files_come_back_as_a_list():
    class Upload(forms.Form):
        files = ManyFilesField()

    class Maybe(forms.Form):
        files = ManyFilesField(required=False)

    two = [SimpleUploadedFile("一.txt", b"1"), SimpleUploadedFile("二.txt", b"2")]
    form = Upload({}, {"files": two})
    assert form.is_valid()
    assert [one.name for one in form.cleaned_data["files"]] == ["一.txt", "二.txt"]
    none, maybe = Upload({}, {}), Maybe({}, {})
    assert none.errors["files"] == ["请至少选择一个文件。"]
    assert maybe.is_valid()
    assert maybe.cleaned_data["files"] == []


def test_an_empty_file_among_many_is_named_as_an_error():
    class Upload(forms.Form):
        files = ManyFilesField()

    form = Upload({}, {"files": [SimpleUploadedFile("空.txt", b""), SimpleUploadedFile("一.txt", b"1")]})
    assert not form.is_valid()


def test_the_place_to_drop_files_states_its_limits_beforehand():
    class Upload(forms.Form):
        files = ManyFilesField(widget=ManyFiles(".jpg", max_bytes=2 * 1024 * 1024, upload_to="/take/"))

    soup = drawn(Upload())
    zone = soup.find(attrs={"data-drop": True})
    assert (zone["data-upload"], zone["data-max-bytes"]) == ("/take/", "2097152")
    assert "2 MB" in zone.text
    assert zone.find("input")["accept"] == ".jpg"
    assert zone.find("input").has_attr("multiple")


@pytest.mark.parametrize("widget", [Stepper(0, 5), Segments(choices=[("a", "甲")]), CheckChips(choices=[("a", "甲")])])
def test_no_widget_carries_style_or_script(widget):
    markup = widget.render("x", "a", {"id": "x"})
    assert "style=" not in markup
    assert "onclick" not in markup
