"""What a page puts around a report: menus, buttons, invitations, lists of other reports.

Each judgement is of one paragraph by itself; `articles.structure.structure` knows where it stands.
"""

import re

_X = re.VERBOSE | re.IGNORECASE

_CHROME = re.compile(
    r"""(?:
      advertisement\b.{0,60} | story\ continued?s?\ below.{0,40} | article\ continues\ .{0,40}
    | (?:continue|keep)\ reading\b.{0,60} | scroll\ down\ .{0,40} | skip\ (?:to|past)\ .{0,60}
    | sign\ (?:up|in)\ (?:for|to|here)\b.{0,120} | subscribe\b.{0,80} | newsletters?
    | (?:read|learn|see|find\ out)\ more\b.{0,150} | more\ on\ this.{0,80} | more\ from\ .{0,80}
    | more:\s.{0,150} | read\ or\ share\ .{0,200} | read\ (?:the\ )?(?:full|original)\ .{0,80}
    | \(?\s?(?:related|see\ related|also\ see|see\ also|also\ on|also\ read|read\ also
        |read\ next|recommended
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
    | -\ (?:follow\ the\ ticker|check\ out\ the)\b.{0,140} | join\ us\ on\ .{0,60}
    | click\ (?:here|for|to|on|/tap)\b.{0,120} | \(click\ .{0,120}\)
    | watch\ the\ latest\ .{0,80} | play\ video.{0,60} | no\ compatible\ source\ .{0,60}
    | \(?(?:©\s?|(?:\(c\)\s|copyright\s)(?:©|\(c\)|by\b|(?:19|20)\d\d)).{0,300}
    | .{0,60}\ball\ rights\ reserved\b.{0,200}
    | this\ material\ may\ not\ be\ published.{0,200}
    | (?:next|prev(?:ious)?)\ image.{0,20} | slideshow\ \(.{0,30} | image\ \d+\ of\ \d+
    | \d+\ comments? | (?:add|leave|post|view)\ (?:a\ |all\ )?comments?.{0,20}
    | (?:print|email|save)\ this\ (?:article|page|story).{0,40}
    | \[[\w\s="-]{2,60}\] | privacy\ -\ terms
    | (?:accept|this\ site\ uses|we\ use)\ .{0,20}cookies.{0,150}
    | (?:just|must)\ watched?\s.{0,300} | (?:now\ )?watch:?
    | (?:protected\ by\ )?re-?captcha(?:\ requires\ .{0,40})?
    | privacy\ policy | terms\ of\ (?:use|service)
    | order\ reprints\b.{0,200} | permission\ details\b.{0,40} | load(?:ing)?\ more\b.{0,40}
    | to\ (?:view|watch|play)\ this\ (?:video|content|page)\b.{0,200} | view\ (?:gallery|slideshow)
    | we\ pay\ for\ (?:your\ )?(?:stories|videos)\b.{0,250} | want\ to\ advertise\b.{0,160}
    | (?:got|have|do\ you\ have)\ a\ (?:tip|question|story|news\ tip)\b.{0,200}
    | for\ more\ [^.]{0,60}:\s(?:https?:|www\.).{0,160} | like\ .{2,50}\ on\ facebook\b.{0,100}
    | e-?mail:?\s\S+@\S+.{0,120} | download\ our\ .{0,40}\bapps?\b.{0,20} | donate(?:\ now)?!?
    | for\ (?:further|more)\ information,?\ .{0,60}\b(?:contact|call)\b.{0,240}
    | (?:media|press|news)\ contacts?:.{0,200}
    | \(?https?://\S+\)? | .{0,40}:\s(?:https?://|www\.)\S+
    | \d{1,2}\ (?:year|month|week|day|hour|minute)s?\ ago | \[object\ object\] | (?-i:END)
    | \d{1,2}:\d\d(?:\ -\ source:\ .{1,40})? | source:\ CNN
    )""",
    _X,
)
_RULE = re.compile(r"[\s*_=~#•·.…–—|+\\-]+|\W*-?30-?\W*")
_INVITATION = re.compile(
    r"""(?:
      .{0,240}\b(?:to|in)\ your\ inbox\b.{0,200} | .{0,200}\bby\ signing\ up,?\ you\ agree\b.{0,160}
    | [^.!?]{0,160}[.!?]?\ ?[^.!?]{0,120}\bclick\ here[.!\ ]*
    | [^.]{0,160}[^.,;:\s]\ read\ more(?:\ here)?\.? | [^.]{0,90}\.\ read\ more\ here\.?
    | (?:if\ you|please|like|enjoy|comment|what)\b.{0,120}\bshare\ (?:it|this)\b[^.]{0,40}[.!]?
    | (?:please|leave|tell|let|what|share|add|join)\b.{0,90}\bcomments?\ (?:section\ )?below\W{0,3}
    | .{0,120}\bby\ subscribing\ (?:now|today)\b.{0,60}
    | .{0,160}\bsign\ up\ (?:here|now|today)\b\W{0,4}
    | .{0,60}\bsign\ up\ for\b.{0,80}\bnewsletter.{0,60}
    )""",
    _X,
)
_INVITES = re.compile(
    r"click here|read more|inbox|signing up|share|below|subscribing|sign up", re.IGNORECASE
)
"""Cheaper than the pattern that decides, and right to say no."""
_NOTE = re.compile(
    r"""newsletter\ sign\ up\s.{0,700} | this\ is\ a\ rush\ transcript\b.{0,160}
    | .{0,20}\btranscripts?\ (?:are|is)\ created\ on\ a\ rush\ deadline\b.{0,700}""",
    _X,
)
"""Longer than other furniture."""
_COUNT = re.compile(
    r"""(?:share\ this\ \w+\s)?(?:share\s)+[\d.,]+\s?[km]?(?:\s?shares?)?
    | [\d.,]+\s?[km]?\s(?:shares?|views?|comments?|likes?|retweets?)(?:\s.{0,20})? | \+\d{1,3}""",
    _X,
)
_MARKUP = re.compile(
    r"<(?:img|a|iframe|script|style|div|figure|video|button|form|!--)[^<>]*>?"
    r"(?:[^<>]{0,80}</\w+>)?(?:\s*-->)?",
    re.IGNORECASE,
)
_LINKS = re.compile(
    r"""(?:\#{1,6}\s+)?(?:\*\*)?(?:
      (?P<page>related(?:\ (?:articles?|stories|story|news|links?|coverage|content|topics|posts))?
      | (?:see|read)\ also | also\ (?:see|read)
      | read\ next
      | more\ (?:news|stories|coverage|headlines|from\ .{2,40}|on\ this\ (?:story|topic))
      | most\ (?:read|popular|viewed|shared|commented) | trending(?:\ (?:now|headlines|stories))?
      | recommended(?:\ for\ you)? | you\ (?:may|might)\ (?:also\ )?like
      | (?:from\ )?around\ the\ web | top\ (?:stories|headlines)
      | latest\ (?:news|headlines|stories))
    | external\ links? | references | further\ reading | footnotes | bibliography
    )(?:\[object\ object\])?:?(?:\*\*)?(?:\ previous\ \d+\ next)?""",
    _X,
)
_HEADING = re.compile(r"#{1,6}\s")
_ENTRY = re.compile(r"(?:[*•·▪>»-]|\d{1,2}[.)])\s|\[object|https?://|\[[^\]]{2,200}\]\(|\^")
_LONGEST_CHROME = 360
_LONGEST_NOTE = 800
_LONGEST_MARKUP = 4000
_LONGEST_ENTRY = 140
_LONGEST_OPENING = 60


def is_chrome(line: str) -> bool:
    """Whether it is furniture of the page, or a rule drawn across it."""
    if len(line) > _LONGEST_CHROME:
        return is_markup(line) or (len(line) <= _LONGEST_NOTE and bool(_NOTE.fullmatch(line)))
    line = line.replace("\n", " ")
    return bool(
        _RULE.fullmatch(line)
        or _CHROME.fullmatch(line)
        or (_INVITES.search(line) and _INVITATION.fullmatch(line))
        or _COUNT.fullmatch(line)
        or _NOTE.fullmatch(line)
        or is_markup(line)
    )


def is_markup(line: str) -> bool:
    """Whether it is a tag that the page's text was saved with: a picture, a button."""
    return line.startswith("<") and bool(_MARKUP.fullmatch(line, 0, _LONGEST_MARKUP))


def opens_links(line: str) -> bool:
    """Whether a list of other reports or of sources follows: "Related articles", "## See also"."""
    if len(line) > _LONGEST_OPENING:
        return False
    found = _LINKS.fullmatch(line)
    return found is not None and (found["page"] is not None or line.startswith("#"))


def is_link(line: str) -> bool:
    """Whether it may be an entry of such a list: no heading and no sentence."""
    if _ENTRY.match(line):
        return len(line) < _LONGEST_CHROME
    return len(line) <= _LONGEST_ENTRY and not _HEADING.match(line) and line[-1] not in '.:;,”"'
