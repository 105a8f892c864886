"""Reading a rendered page in the tests of report."""

from html.parser import HTMLParser

from lxml import html
from report_toy import CODEBOOK

from textmine.report import render_report

VOID = {"meta", "input", "br", "img", "link", "hr"}


def page(data, **options):
    return render_report(data, codebook=CODEBOOK, **options)


def tree(data, **options):
    return html.fromstring(page(data, **options))


def words(node):
    return " ".join(node.text_content().split())


def section(root, name):
    [found] = root.xpath(f"//section[@id='{name}']")
    return found


def case(root, narrative):
    [found] = root.xpath(f"//details[contains(@class, 'case')][summary/span[@class='id'][text()='{narrative}']]")
    return found


def table_with(root, caption):
    [found] = root.xpath(f"//table[caption[contains(., '{caption}')]]")
    return {words(row.xpath("./th")[0]): [words(cell) for cell in row.xpath("./td")] for row in found.xpath(".//tbody/tr[td]")}


class Balance(HTMLParser):
    """Refuses a page whose tags do not close in order."""

    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag


def check_balance(text):
    """Every tag of the page closes, in order."""
    checker = Balance()
    checker.feed(text)
    assert checker.open == []
