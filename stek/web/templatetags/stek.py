"""Tags that every template may use."""

import re
from functools import cache
from uuid import UUID

from django import template
from django.template import defaultfilters, defaulttags
from django.templatetags.i18n import do_translate
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from stek.kit import bidi
from stek.kit.addresses import address
from stek.kit.drawing.svg import tag
from stek.kit.ids import uuid7
from stek.kit.widgets import OnceField
from stek.safety.help_numbers import help_groups, help_numbers, help_words
from stek.safety.words import may_need_help
from stek.story.telling import Retold

register = template.Library()


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """One of icons.svg, as a decoration beside words that say the same."""
    use = tag("use", href=f"{static('web/icons.svg')}#{name}")
    return mark_safe(tag("svg", use, class_="ico", aria_hidden="true", focusable="false"))  # noqa: S308 # tag escapes


register.simple_tag(help_numbers)
register.simple_tag(help_groups)
register.simple_tag(help_words)
register.filter(may_need_help)


@register.filter
def dialled(words: object) -> str:
    """A sentence in which `tel:112` became a number to press."""
    said = enumerate(re.split(r"\btel:(\d+)", str(words)))
    return format_html_join("", "{}", ((_dial(one) if place % 2 else one,) for place, one in said))


def _dial(number: str) -> SafeString:
    return format_html('<a href="tel:{0}">{0}</a>', number)


@register.simple_tag
def once() -> SafeString:
    """The hidden key of a form that stands many times on one page: a form that is sent twice is one deed."""
    return OnceField().widget.render("id", uuid7())


@register.filter(is_safe=True)
@defaultfilters.stringfilter
def truncatechars(words: str, longest: int) -> str:
    """Django's own filter, which would count every letter of what fits anyway."""
    return words if len(words) <= longest else str(defaultfilters.truncatechars(words, longest))


register.filter("isolated", bidi.isolated)


@register.filter
def initial(name: str) -> str:
    """The first letter of a name, whatever stands around it."""
    return bidi.initial(name)


@register.filter
def spoken(note: Retold, longest: int) -> str:
    """The words of a note; what somebody else said stays between quotation marks."""
    words = truncatechars(note.words, longest)
    return format_html("<q>{}</q>", words) if note.is_quote else words


class _Same(template.Node):
    child_nodelists = ()  # no block is in there, and who looks for one on every page need not come in

    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist
        self.kept: dict[str | None, SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        language = get_language()
        if language not in self.kept:
            # With nothing of this request in it: what is kept cannot be somebody's.
            self.kept[language] = self.nodelist.render(context.new({}))
        return self.kept[language]


@register.tag
def translate(parser: template.base.Parser, token: template.base.Token) -> template.Node:
    """Django's own tag; a fixed text is looked up once in each language, where Django does so for everybody anew."""
    node: template.Node = do_translate(parser, token)
    said = node.filter_expression.var  # type: ignore[attr-defined]
    fixed = isinstance(said, str) or getattr(said, "literal", None) is not None
    return _Same(template.NodeList([node])) if fixed and not node.asvar else node  # type: ignore[attr-defined]


@register.tag
def same(parser: template.base.Parser, token: template.base.Token) -> _Same:
    """`{% same %}…{% endsame %}`: the same for everybody who reads this language, so rendered once.

    Inside, no variable of the page is there, whoever asks.
    """
    nodelist = parser.parse(("endsame",))
    parser.delete_first_token()
    return _Same(nodelist)


class _Address(template.Node):
    def __init__(self, node: defaulttags.URLNode) -> None:
        self.node = node

    def render(self, context: template.Context) -> str:
        ids = [one.resolve(context) for one in self.node.args]
        if all(isinstance(one, UUID) for one in ids):
            return conditional_escape(address(self.node.view_name.resolve(context), *ids))
        return str(self.node.render(context))


@register.tag
def url(parser: template.base.Parser, token: template.base.Token) -> template.Node:
    """Django's own tag; an address that holds nothing but ids is not worked out anew for each."""
    node = defaulttags.url(parser, token)
    return node if node.kwargs or node.asvar else _Address(node)
