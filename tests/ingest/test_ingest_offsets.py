import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmine.ingest.offsets import MappedText, TextBuilder, clean_text
from textmine.records import Narrative, Segment

PAGES = ("Haar paspoort is weg.", "Hij nam het geld 💶 mee.", "Een derde bladzijde.")


def assert_maps_back(mapped: MappedText, pages: dict[int | None, str]) -> None:
    for segment in mapped.segments:
        length = segment.end - segment.start
        assert length > 0
        source = pages[segment.page][segment.source_start : segment.source_start + length]
        assert mapped.text[segment.start : segment.end] == source
    for earlier, later in zip(mapped.segments, mapped.segments[1:], strict=False):
        assert earlier.end <= later.start


@st.composite
def steps(draw):
    """Copies of random runs of random pages, mixed with inserted characters."""
    made = []
    for _ in range(draw(st.integers(0, 12))):
        if draw(st.booleans()):
            made.append(draw(st.text(max_size=3)))
        else:
            page = draw(st.integers(1, len(PAGES)))
            start = draw(st.integers(0, len(PAGES[page - 1])))
            made.append((page, start, draw(st.integers(start, len(PAGES[page - 1])))))
    return made


@given(steps())
def test_every_segment_stands_in_its_page(made):
    builder = TextBuilder()
    expected = ""
    for step in made:
        if isinstance(step, str):
            builder.insert(step)
            expected += step
        else:
            page, start, end = step
            builder.copy(PAGES[page - 1], start, end, page)
            expected += PAGES[page - 1][start:end]
        assert len(builder) == len(expected)
    mapped = builder.build()
    assert mapped.text == expected
    assert_maps_back(mapped, dict(enumerate(PAGES, 1)))
    copied = sum(step[2] - step[1] for step in made if not isinstance(step, str))
    assert sum(segment.end - segment.start for segment in mapped.segments) == copied


def test_runs_that_follow_each_other_become_one_segment():
    builder = TextBuilder()
    for start, end in ((0, 4), (4, 13)):
        builder.copy(PAGES[0], start, end, 1)
    builder.copy(PAGES[1], 13, 16, 2)  # the next offset, but of another page
    builder.insert("")
    builder.copy(PAGES[1], 16, 20, 2)
    assert builder.build().segments == (Segment(0, 13, 0, 1), Segment(13, 20, 13, 2))


def test_inserted_text_parts_segments():
    builder = TextBuilder()
    builder.copy("geld", 0, 2)
    builder.insert("-")
    builder.copy("geld", 2, 4)
    assert builder.build() == MappedText("ge-ld", (Segment(0, 2, 0), Segment(3, 5, 2)))


def test_a_text_that_is_the_source_itself_has_no_segments():
    builder = TextBuilder()
    builder.copy("geld")
    assert builder.build() == MappedText("geld")
    assert TextBuilder().build() == MappedText("")


def test_appended_texts_keep_their_own_map():
    builder = TextBuilder()
    builder.append(MappedText("een"))
    builder.insert("\n\n")
    builder.append(MappedText("twee", (Segment(0, 4, 7, 3),)))
    assert builder.build() == MappedText("een\n\ntwee", (Segment(0, 3, 0), Segment(5, 9, 7, 3)))


@given(st.text(alphabet=st.one_of(st.sampled_from("\r\n\0\ufeff\ud83d\udcb6a é"), st.characters()), max_size=60))
def test_cleaning_maps_back_and_changes_only_what_it_says(source):
    mapped = clean_text(source)
    expected = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    assert mapped.text == "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in expected)
    assert_maps_back(mapped, {None: source})
    mapped.text.encode("utf-8")  # can be stored
    narrative = Narrative("1", mapped.text, segments=mapped.segments)
    for offset, character in enumerate(mapped.text):
        _, at = narrative.source_position(offset)
        if any(segment.start <= offset < segment.end for segment in mapped.segments):
            assert source[at] == character


@pytest.mark.parametrize(
    ("source", "text", "word", "at"),
    [
        ("een\r\ntwee\r\ndrie", "een\ntwee\ndrie", "drie", 11),
        ("een\rtwee", "een\ntwee", "twee", 4),
        ("\ufeffgeld", "geld", "geld", 1),
        ("a\0b\0geld", "abgeld", "geld", 4),
        ("\ud83d geld", "\ufffd geld", "geld", 2),
        ("💶 geld\r\n💶 terug", "💶 geld\n💶 terug", "terug", 10),
    ],
)
def test_cleaned_words_are_found_in_the_source(source, text, word, at):
    mapped = clean_text(source)
    assert mapped.text == text
    narrative = Narrative("1", mapped.text, segments=mapped.segments)
    assert narrative.source_position(text.index(word)) == (None, at)
    assert source[at : at + len(word)] == word


def test_other_white_space_and_byte_order_marks_inside_stay():
    source = "een\u2028twee\x0bdrie\u00a0vier\ufeffvijf\u00advi"
    assert clean_text(source) == MappedText(source)
