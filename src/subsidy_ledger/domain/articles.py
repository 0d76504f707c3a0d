"""Municipal budget articles: function and economic code, however they are glued together."""

from __future__ import annotations

import re

# function/economic code, both glued and not; a year may stand in front and anything behind: 2019/330/435-01/02.
ARTICLE = re.compile(r"\s*(?:(?:19|20)\d\d\s*[/.]\s*)?(\d{3,8})\s*/\s*(\d{3})\s*[-./]?\s*(\d{2})(?!\d)", re.ASCII)


def article_codes(text: str) -> tuple[str, str] | None:
    """Function and economic code of a municipal budget article: "33002/43501" is ("33002", "43501").

    None for what is no budget article, such as a cost centre.
    """
    read = ARTICLE.match(text)
    return (read[1], read[2] + read[3]) if read else None
