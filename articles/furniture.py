"""What pages and agencies put around a report: captions, credits, highlights, page furniture.

Each judgement is of one paragraph by itself; `articles.structure` knows where it stands.
"""

import re

from articles.datelines import AGENCY

_X = re.VERBOSE | re.IGNORECASE

_CAPTION_START = re.compile(
    r"""(?:
      FILE\s?[-–—:]\s | FILE\ (?:PHOTO|PICTURE|IMAGE)\b | file\ (?:photo|picture|image)s?\b
    | (?:image|photo|picture|photograph|video|media)s?\ ?(?:caption|copyright|credit)s?\b
    | (?:image|photo|picture|pictured|photograph|caption|illustration|graphic|map)s?
        (?:\ \(?(?:above|below|left|right)\)?)?:\s
    | (?:image|photo|photograph|picture|screenshot|illustration)s?\ (?:by|via|courtesy)\b
    | \(?(?:photo|image|picture|photographer)s?:
    | (?:enlarge\ this\ image|toggle\ caption|hide\ caption|show\ caption)\b
    | credit:\s.{1,80}$ | From\ flickr\.com: | File:.{1,80}\.(?:jpe?g|png|svg|gif)$ | █
    )""",
    _X,
)
_CAPTION_END = re.compile(
    r"""(?:
      \((?!https?:|/|www)[^()]{0,80}\b(?:AP\ Photo|Getty(?:\ Images)?|via\ (?:AP|REUTERS|Getty|AFP)
          |(?:AP|AFP|EPA|Reuters|Getty)\s?/|/\s?(?:AP|AFP|EPA|Reuters|Getty)|Photo|Image|Handout
          |screen\ ?grab|screenshot|file)\b[^()]{0,120}\)
    | (?:\b|(?<=[a-z]))(?-i:Image|Photo|Photograph|Picture|[Pp]hoto\ [Cc]redit):\s[^:]{1,60}
    | (?:toggle|hide)\ caption\b.{0,60}
    | \bGetty\ Images | /(?:AP|AFP|EPA|Reuters|Getty)
    )\.?$""",
    _X,
)
_CHROME = re.compile(
    r"""(?:
      advertisement\b.{0,60} | story\ continued?s?\ below.{0,40} | article\ continues\ .{0,40}
    | (?:continue|keep)\ reading\b.{0,60} | scroll\ down\ .{0,40} | skip\ (?:to|past)\ .{0,60}
    | sign\ (?:up|in)\ (?:for|to|here)\b.{0,120} | subscribe\b.{0,80} | newsletters?
    | (?:read|learn|see|find\ out)\ more\b.{0,150} | more\ on\ this.{0,80} | more\ from\ .{0,80}
    | more:\s.{0,150} | read\ or\ share\ .{0,200} | read\ (?:the\ )?(?:full|original)\ .{0,80}
    | \(?(?:related|also\ see|see\ also|also\ on|also\ read|read\ also|read\ next|recommended
        |read|watch|listen|photos|video|videos|gallery|interactive|slideshow|tags|topics
        |filed\ under|categories|keywords)(?:\ (?:stories|articles|links|coverage|content|on\ \w+))?
        :.{0,200}
    | (?:related|read\ also|see\ also|also\ see|recommended|most\ (?:read|popular|viewed)
        |trending(?:\ now)?|sponsored(?:\ content)?|promoted|comments?|tags|topics|photos?|videos?
        |close|menu|search|home|share|tweet|email|print|save|play|pause|mute|loading|live
        |breaking\ news|opinion|analysis/opinion:?|modal\ trigger|save\ ?save|prev\ next
        |for\ immediate\ release)(?:\.{3}|…)?
    | share\ (?:this|on|via)\b.{0,80} | share\ tweet\b.{0,60} | get\ short\ url.{0,20}
    | follow\ (?:@|us\b|.{2,50}\ on\ (?:twitter|facebook|instagram)).{0,120}
    | -\ follow\ the\ ticker.{0,60} | join\ us\ on\ .{0,60}
    | click\ (?:here|for|to|on|/tap)\b.{0,120} | \(click\ .{0,120}\)
    | watch\ the\ latest\ .{0,80} | play\ video.{0,60} | no\ compatible\ source\ .{0,60}
    | \(?(?:©\s?|(?:\(c\)\s|copyright\s)(?:©|\(c\)|by\b|(?:19|20)\d\d)).{0,300}
    | .{0,60}\ball\ rights\ reserved\b.{0,200}
    | this\ material\ may\ not\ be\ published.{0,200}
    | (?:next|prev(?:ious)?)\ image.{0,20} | slideshow\ \(.{0,30} | image\ \d+\ of\ \d+
    | \d+\ comments? | (?:add|leave|post|view)\ (?:a\ |all\ )?comments?.{0,20}
    | print\ this\ (?:article|page).{0,40} | \[[\w\s="-]{2,60}\] | privacy\ -\ terms
    | (?:accept|this\ site\ uses|we\ use)\ .{0,20}cookies.{0,150}
    | \d{1,2}:\d\d(?:\ -\ source:\ .{1,40})? | source:\ CNN
    )""",
    _X,
)
_RULE = re.compile(r"[\s*_=~#•·.…–—|+-]+")
_REFERENCE = re.compile(r"(?=[^\s]*\d)(?:[A-Z]{0,4}\d+|[A-Z]{1,4})(?:[-/.][A-Z0-9]{1,6}){1,5}")
_VIDEO_TIME = re.compile(r"\d{1,2}:\d\d(?:\s?[-–—|]\s?Source: .{1,40})?|Source: CNN")
_CREDIT = re.compile(
    rf"""(?=(?-i:[^a-z]))(?:
      \(?(?:additional\ |further\ |with\ )?(?:reporting|writing|editing)\ (?:by|from)\b.{{0,500}}
    | \(?(?:compiled|edited|written|reported|research|translated|production)\ by\b.{{0,90}}
    | from\ (?-i:CNN|NBC|ABC|CBS|AP|Reuters|AFP)[’']s?\s.{{0,300}}
    | \(?source:\s.{{0,200}} | source\ TRT.{{0,60}} | information\ from:.{{0,200}}
    | (?:with\ )?(?:files|reporting|information)\ from\b.{{0,200}} | contributing:\s.{{0,200}}
    | .{{2,300}}\bcontributed\ (?:to|from)\ (?:this|the)\ (?:report|story|article|post)\b.{{0,80}}
    | .{{2,200}}\bcontributed\ (?:reporting|writing|research)\b.{{0,120}}
    | [•*]?\s?this\ (?:article|report|story)\ (?:is|was)\ (?:based|compiled|written|produced|first
        |originally)\b.{{0,200}}
    | [(–—-]{{0,3}}\s?(?-i:{AGENCY})(?:(?:,|\s?/|\sand)\s?(?-i:{AGENCY}|[Aa]gencies|staff)){{0,3}}
        \)?\.?
    ) | (?-i:[a-z]{{2,3}}(?:/[a-z]{{2,4}}){{0,4}}\ \({AGENCY}(?:,\ (?:{AGENCY}|[A-Za-z]+)){{0,4}}\))
    """,
    _X,
)
_CREDIT_END = re.compile(
    rf"""(?:(?<=[.!?"”’)]))\s+(
      (?:--|[–—])\s?(?-i:{AGENCY})
    | \((?:Source:\s[^()]{{2,80}}|(?-i:{AGENCY})(?:[/,\s]+(?-i:{AGENCY}|[Aa]gencies))?)\)
    | Source:?\s(?-i:[A-Z])\w+(?:\s(?:and|[\w]+)){{0,3}}
    | \((?:additional\ )?(?:reporting|writing|editing)\ by\b[^()]{{0,300}}\)
    )\.?$""",
    _X,
)
_BYLINE = re.compile(
    r"""(?:By|BY|by)(?::\s?|\s)(?:(?:[A-Z][\w.’'-]*|de|da|van|von|der|den|bin|al|el|la|le|di|du|st\.?|
        and|&|with|in|of|for|the|staff|writer|reporter|correspondent|editor|[|,/;•·-]|[@][\w]+|\S+@\S+)
        (?:\s|,\s?|;\s?|$)){1,16}""",
    re.VERBOSE,
)
_BY_SOMEONE = re.compile(
    r"(?:story|text|words|posted|written|analysis|opinion)\ by\ [A-Z].{1,80}", _X
)
_HIGHLIGHTS_ALONE = re.compile(
    r"(?:story\ highlights|key\ points|key\ takeaways|highlights|at\ a\ glance|in\ brief):?", _X
)
_HIGHLIGHTS_INLINE = re.compile(r"story\ highlights\ \S", _X)
_QUOTED = re.compile(
    r"(?:“[^“”\"]{12,3000}”|\"[^\"]{12,3000}\"|«[^»]{12,3000}»|„[^“”]{12,3000}[“”])[.,]?"
)

_CREDIT_WORDS = (
    "image",
    "photo",
    "picture",
    "caption",
    "/ap",
    "/afp",
    "/epa",
    "/reuters",
    "/getty",
)
_LONGEST_CAPTION = 1200
_LONGEST_CREDITED = 500
_LONGEST_CHROME = 360
_LONGEST_CREDIT = 560


def is_caption(line: str) -> bool:
    """Whether it describes or credits a picture."""
    if len(line) > _LONGEST_CAPTION:
        return False
    if _CAPTION_START.match(line):
        return True
    if len(line) > _LONGEST_CREDITED or not _may_end_in_credit(line):
        return False
    return bool(_CAPTION_END.search(line[-220:]))


def _may_end_in_credit(line: str) -> bool:
    """Cheaper than the pattern that decides, and right to say no."""
    tail = line[-90:].lower()
    return tail.endswith((")", ").")) or any(word in tail for word in _CREDIT_WORDS)


def is_chrome(line: str) -> bool:
    """Whether it is furniture of the page, or a rule drawn across it."""
    if len(line) > _LONGEST_CHROME:
        return False
    return bool(_RULE.fullmatch(line)) or bool(_CHROME.fullmatch(line))


def is_reference(line: str) -> bool:
    """Whether it is a number under which a release is filed: "2013-01-S-025"."""
    return bool(_REFERENCE.fullmatch(line))


def is_video_time(line: str) -> bool:
    """Whether it is the length and source of a video whose title stands before it."""
    return len(line) < 60 and bool(_VIDEO_TIME.fullmatch(line))


def is_credit(line: str) -> bool:
    """Whether it says who reported, edited or supplied the report."""
    return len(line) <= _LONGEST_CREDIT and bool(_CREDIT.fullmatch(line))


def credit_start(line: str) -> int:
    """Where the credit that a last paragraph runs out into starts; its length if it has none."""
    found = _CREDIT_END.search(line, max(0, len(line) - 400))
    return found.start(1) if found else len(line)


def is_byline(line: str) -> bool:
    """Whether it names the author: "By Jane Doe", but not "By Friday, the army had left"."""
    if len(line) > 160 or line.endswith((",", ":")):
        return False
    return bool(_BYLINE.fullmatch(line) or _BY_SOMEONE.fullmatch(line))


def opens_highlights(line: str) -> bool:
    """Whether highlights follow on lines of their own."""
    return len(line) < 30 and bool(_HIGHLIGHTS_ALONE.fullmatch(line))


def is_highlights(line: str) -> bool:
    """Whether it is highlights run together on one line."""
    return bool(_HIGHLIGHTS_INLINE.match(line)) and len(line) < 1000


def is_quotation(line: str) -> bool:
    """Whether the whole paragraph is one quotation."""
    return line.startswith("> ") or (len(line) < 3100 and bool(_QUOTED.fullmatch(line)))
