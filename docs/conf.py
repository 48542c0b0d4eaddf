"""How the documents are built: ``make docs``.

Sphinx, because it is well kept, checks every link between pages and can stop at a warning; MyST, so
that a page is the same Markdown here and on a code host; Furo, because its pages need nothing from
elsewhere. Material for MkDocs is only repaired until its end in 2027, and what follows it is young.
"""

project = "Spacekeeper"
extensions = ["myst_parser"]
exclude_patterns = ["_build"]

html_theme = "furo"
html_title = "Spacekeeper"
html_show_copyright = False

myst_enable_extensions = ["html_image"]
myst_heading_anchors = 3

# A code host draws Mermaid; here it is shown as it is written, which Sphinx would warn of. What
# draws it would have to be fetched from elsewhere by the reader's browser.
suppress_warnings = ["misc.highlighting_failure"]
