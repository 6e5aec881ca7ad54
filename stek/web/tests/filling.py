"""The forms on a page, as a browser sees and sends them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Found:
    """One form: where it is sent, and what is sent when nothing is changed."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    areas: list[str] = field(default_factory=list)  # names of its textareas
    ticks: list[tuple[str, str]] = field(default_factory=list)  # checkboxes and radios that are not chosen

    def sent(self, **typed: str | list[str]) -> dict[str, list[str]]:
        data: dict[str, list[str]] = {}
        for name, value in self.fields:
            data.setdefault(name, []).append(value)
        return data | {name: value if isinstance(value, list) else [value] for name, value in typed.items()}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Found] = []
        self.form: Found | None = None
        self.area: str | None = None
        self.select: tuple[str, bool] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        had = dict(attrs)
        if tag == "form":
            self.form = Found(had.get("action") or "", had.get("method") or "get")
            self.forms.append(self.form)
        form, name = self.form, had.get("name")
        if form is None or not name:
            if tag == "option" and form and self.select and ("selected" in had or not self.select[1]):
                if self.select[1]:
                    form.fields.pop()
                form.fields.append((self.select[0], had.get("value") or ""))
                self.select = (self.select[0], True)
            return
        if tag == "textarea" and "readonly" not in had:
            self.area = name
            form.areas.append(name)
            form.fields.append((name, ""))
        elif tag == "select":
            self.select = (name, False)
        elif tag == "input":
            value = had.get("value") or ""
            if had.get("type") in ("checkbox", "radio") and "checked" not in had:
                form.ticks.append((name, had.get("value", "on") or ""))
            elif had.get("type") != "submit":
                form.fields.append((name, value or ("on" if had.get("type") == "checkbox" else "")))

    def handle_data(self, data: str) -> None:
        if self.area and self.form:
            name, before = self.form.fields.pop()
            self.form.fields.append((name, before + data))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "textarea":
            if self.area and self.form:
                name, words = self.form.fields.pop()
                self.form.fields.append((name, words.removeprefix("\r\n").removeprefix("\n")))
            self.area = None
        elif tag == "select":
            self.select = None


def forms(page: str) -> list[Found]:
    reader = _Reader()
    reader.feed(page)
    return [one for one in reader.forms if one.method == "post"]


def written(page: str) -> list[Found]:
    """Those in which somebody writes."""
    return [one for one in forms(page) if one.areas]
