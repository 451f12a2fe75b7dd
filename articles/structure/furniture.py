"""What agencies and papers put around a report: captions, credits, bylines, highlights.

Each judgement is of one paragraph by itself; `articles.structure.structure` knows where it stands.
"""

import re

from articles.dates.datelines import AGENCY

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
    | image\ .{2,300}\ credit\ .{2,80}$ | !\[[^\]\n]{0,300}\]\([^)\s]{1,600}(?:\s[^)]{0,200})?\)$
    | (?-i:GETTY|REUTERS|EPA|AFP|ALAMY|SHUTTERSTOCK|REX)(?:[•/·,\ -]+(?-i:[A-Z]{2,12})){0,4}
        \ (?-i:[A-Z])[^.]{3,200}$
    | getty(?:\ images)?(?:\ -\ (?:getty|contributor))?\ (?-i:["‘“']?[A-Z])[^.]{8,200}$
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
    | .{{0,460}}\b(?:opinions|views)\ expressed\ (?:(?:in\ th\w+|here)\b.{{0,60}}\ )?
        are\ (?:his|her|their|those|solely|the)\b.{{0,160}}
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
_SIGNATURE = re.compile(
    r"""(?:(?:Sincerely|Respectfully(?:\ submitted)?
        |Yours\ (?:truly|sincerely|faithfully)|Best\ regards)
        ,?(?:\s+|$))?
    (?:[A-Z][A-Z’'-]*\.?(?:,?\s+[A-Z][A-Z’'-]*\.?){1,5})?""",
    re.VERBOSE,
)
_NAME = r"(?:[A-Z][\w’'-]+\.?|[A-Z]\.)(?:\s(?:[A-Z][\w’'-]+|[A-Z]\.|de|van|von|bin|al|el)){1,4}"
_BIOGRAPHY = re.compile(
    rf"""[*•—-]?\s?{_NAME}(?:(?:,|\sand|\s&)\s{_NAME})?(?:,[^.,]{{3,80}},)?\s(?:is|are)\s
    (?:[^.!?“"]{{0,90}}\s)?(?:columnist|editor|correspondent|reporter|writer|blogger|commentator
        |contributor|journalist|anchor|co-?host|host|producer|fellow|professor|scholar|author
        |analyst|strategist)s?\b.*""",
    re.VERBOSE | re.DOTALL,
)
_HIGHLIGHTS_ALONE = re.compile(
    r"(?:story\ highlights|key\ points|key\ takeaways|highlights|at\ a\ glance|in\ brief):?", _X
)
_HIGHLIGHTS_INLINE = re.compile(r"story\ highlights\ \S", _X)
_POST = re.compile(
    r".{3,600}\s[—–-]{1,2}\s.{2,60}\s\(@\w{1,30}\)\s[A-Z][a-z]+\s\d{1,2},\s\d{4}", re.DOTALL
)
"""A message on Twitter, as pages embed it."""
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


def is_signature(line: str) -> bool:
    """Whether it signs the letter or order above it: "Sincerely, JANE DOE"."""
    return 3 < len(line) < 90 and bool(_SIGNATURE.fullmatch(line))


def is_biography(line: str) -> bool:
    """Whether it says who the author is: "Jane Doe is a columnist", and where.

    Below a story; within one it may be said of anybody.
    """
    return len(line) <= _LONGEST_CREDIT and bool(_BIOGRAPHY.fullmatch(line))


def opens_highlights(line: str) -> bool:
    """Whether highlights follow on lines of their own."""
    return len(line) < 30 and bool(_HIGHLIGHTS_ALONE.fullmatch(line))


def is_highlights(line: str) -> bool:
    """Whether it is highlights run together on one line."""
    return bool(_HIGHLIGHTS_INLINE.match(line)) and len(line) < 1000


def is_quotation(line: str) -> bool:
    """Whether the whole paragraph is one quotation, or a message that somebody posted."""
    if line.startswith("> "):
        return True
    return bool(
        (len(line) < 3100 and _QUOTED.fullmatch(line))
        or (len(line) < 700 and _POST.fullmatch(line))
    )
