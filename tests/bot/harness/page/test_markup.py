"""Discord's markup becomes safe HTML: what a text says is shown, nothing of it runs or loads."""

import pytest

from bot.harness.page import markup

OUT = 'target="_blank" rel="noopener noreferrer"'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "<p>plain</p>\n"),
        ("**bold** *slanted*", "<p><strong>bold</strong> <em>slanted</em></p>\n"),
        ("__under__ ~~struck~~", "<p><u>under</u> <s>struck</s></p>\n"),
        ("one\ntwo", "<p>one<br>\ntwo</p>\n"),
        ("> a quotation", "<blockquote>\n<p>a quotation</p>\n</blockquote>\n"),
        (r"\*not slanted\*", "<p>*not slanted*</p>\n"),
        ("<b> & <script>a()</script>", "<p>&lt;b&gt; &amp; &lt;script&gt;a()&lt;/script&gt;</p>\n"),
        ("&lt;", "<p>&amp;lt;</p>\n"),
        ("<@123>", '<p><span class="mention">@user</span></p>\n'),
        ("<@&4>", '<p><span class="mention">@role</span></p>\n'),
        ("<#5>", '<p><span class="mention">#news</span></p>\n'),
        ("<#6>", '<p><span class="mention">#unknown</span></p>\n'),
        ("<@!7>", '<p><span class="mention">@Ana &lt;b&gt;</span></p>\n'),
        ("> quoted\nnot", "<blockquote>\n<p>quoted</p>\n</blockquote>\n<p>not</p>\n"),
        ("> a\n> b", "<blockquote>\n<p>a<br>\nb</p>\n</blockquote>\n"),
        ("- a\nnot", "<ul>\n<li>a</li>\n</ul>\n<p>not</p>\n"),
        ("> a\n\nb", '<blockquote>\n<p>a</p>\n</blockquote>\n<div class="gap"></div><p>b</p>\n'),
        ("```\n> a\n-# b\n```", "<pre><code>&gt; a\n-# b\n</code></pre>\n"),
        ("<t:0:f>", '<p><span class="mention">1 Jan 1970, 00:00 UTC</span></p>\n'),
        ("<t:99999999999999999999>", '<p><span class="mention">99999999999999999999</span></p>\n'),
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>\n"),
        ("[a](https://e.org)", f'<p><a href="https://e.org" {OUT}>a</a></p>\n'),
        ("![a](https://e.org/x.png)", f'<p>!<a href="https://e.org/x.png" {OUT}>a</a></p>\n'),
        ("line\n-# small *print*", '<p>line</p>\n<p class="small">small <em>print</em></p>'),
        ("`code <b>`", "<p><code>code &lt;b&gt;</code></p>\n"),
    ],
)  # fmt: skip
def test_markup_becomes_safe_html(text: str, expected: str) -> None:
    assert markup.message(text, {"#5": "#news", "@7": "@Ana <b>"}) == expected


def test_a_title_has_no_paragraph() -> None:
    assert markup.inline("**A** <i>") == "<strong>A</strong> &lt;i&gt;"


def test_long_nonsense_is_read_quickly() -> None:
    assert len(markup.message("[" * 4_000 + "*_" * 2_000)) > 6_000
