"""Notes below a list (备注：…, 咨询电话：…): they speak of its rows, and turn nothing."""

import re

from crawler.pages.acting import may_act
from crawler.pages.outline import Outline
from crawler.reading.words import NOTES, VISITS

LONGEST = 400
"""Characters of a note; longer texts are articles."""
LONGEST_OF_VISITS = 60
"""Characters of a text that tells how often a page was looked at."""
MOST_ELEMENTS = 20
"""Elements of a note's block."""
_NOTE = re.compile(rf"^[\W_]*(?:{NOTES})\s*(?:[）)】\]]+|[:：])")
SAYS_MORE = re.compile(
    r"更多|其[余他它]|剩余|全部|所有|更早|以[前往]|历[史年]|往[期年]|过[往期]|早期|后续|未完|[下前后]一?页|第\s*\d+\s*页|共\s*\d|仅|只|最[近新]|前\s*\d+\s*[条篇]|部分|点击|加载|查[看询找阅]|检索|搜索|档案|归档|more",
    re.IGNORECASE,
)
"""What a note says of posts that the list does not show, or of where they are."""


def is_note(outline: Outline, index: int) -> bool:
    """Whether an element is a note, or tells how often the page was looked at, leads nowhere, does nothing, and speaks of no more posts."""
    low, high = outline.starts[index], outline.ends[index]
    pieces = outline.pieces_in(low, high)
    text = outline.text(low, high)
    tells_visits = len(text) <= LONGEST_OF_VISITS and bool(VISITS.match(text))
    if not pieces or not (tells_visits or _NOTE.match(pieces[0].text)) or outline.anchors_in(low, high):
        return False
    nodes = list(outline.elements[index].iter())
    is_small = len(nodes) <= MOST_ELEMENTS and len(text) <= LONGEST
    return is_small and (tells_visits or not SAYS_MORE.search(text)) and not any(map(may_act, nodes))


def may_turn(text: str) -> bool:
    """Whether a text speaks of more posts, or is a number or a sign as pagers have them."""
    return bool(SAYS_MORE.search(text)) or not any(map(str.isalpha, text))
