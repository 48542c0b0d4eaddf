"""What the page makes of Markdown, and what it refuses to make of it."""

import pytest

from tests.page.conftest import Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")

RENDER = """async (text) => {
    const { markdown } = await import('/page/chat/markdown.js');
    const place = document.createElement('div');
    place.append(...markdown(text));
    return place.innerHTML;
}"""

CASES = {
    r"\*not\* \_so\_ \[x\](y)": "<p>*not* _so_ [x](y)</p>",
    "&lt;b&gt; &amp;amp; &#65;": "<p>&lt;b&gt; &amp;amp; A</p>",
    "**bold *both* x**": "<p><strong>bold <em>both</em> x</strong></p>",
    "snake_case_name 2*3*4": "<p>snake_case_name 2<em>3</em>4</p>",
    "one\ntwo": "<p>one<br>two</p>",
    "`**code**`": "<p><code>**code**</code></p>",
    "- one\n- two\n  - inner": "<ul><li>one</li><li>two<ul><li>inner</li></ul></li></ul>",
    "3. third": '<ol start="3"><li>third</li></ol>',
    "> quoted": "<blockquote><p>quoted</p></blockquote>",
    "```\n<b>\n```": "<pre><code>&lt;b&gt;</code></pre>",
    "|a|b|\n|-|-|\n|1|2|": '<div class="table"><table><thead><tr><th>a</th><th>b</th></tr></thead>'
    "<tbody><tr><td>1</td><td>2</td></tr></tbody></table></div>",
    '<font color="#ff0000" size=12>red</font>': '<p><span style="font-size: 12px; '
    'color: rgb(255, 0, 0);">red</span></p>',
    "<font color=common_level3_base_color>grey</font>": '<p><span class="level-3">grey</span></p>',
    "<a atId=u1>Name</a>": '<p><span class="mention">@Name</span></p>',
    "![dot](@lADPx)": '<p><img src="/oss/@lADPx" alt="dot" loading="lazy"></p>',
    "[page](https://example.com/a)": '<p><a href="https://example.com/a" '
    'title="https://example.com/a" target="_blank" rel="noopener noreferrer">page</a></p>',
}

HARMLESS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](data:text/html,hi)",
    "![x](https://elsewhere.example/a.png)",
    "<font color=red onclick=alert(1)>x</font>",
    "<a href=https://elsewhere.example>x</a>",
]


async def test_markdown_is_drawn(visit: Visit) -> None:
    page = (await visit()).page

    drawn = {text: await page.evaluate(RENDER, text) for text in CASES}

    assert drawn == CASES


async def test_everything_else_is_text(visit: Visit) -> None:
    page = (await visit()).page

    for text in HARMLESS:
        drawn = await page.evaluate(RENDER, text)
        shown = drawn.replace("&lt;", "<").replace("&gt;", ">")
        assert shown == f"<p>{text}</p>"


async def test_hostile_lengths_are_drawn_in_a_moment(visit: Visit) -> None:
    page = (await visit()).page
    hostile = [
        "*" * 19_000,
        "[" * 19_000,
        "`" * 19_000,
        "> " * 9_000,
        "**a " * 4_500,
        "\\" * 19_999,
    ]

    millis = await page.evaluate(
        """async (texts) => {
            const { markdown } = await import('/page/chat/markdown.js');
            const started = performance.now();
            texts.forEach(markdown);
            return performance.now() - started;
        }""",
        [*hostile, "x" * 100_000],
    )

    assert millis < 4_000
