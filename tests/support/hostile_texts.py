"""What a report may hold to have a terminal, or a widget, do something.

`PAYLOADS` are for terminals, `MARKUP` for whoever reads text as markup; no character that is
`FORBIDDEN` may ever be told.
"""

import re

ESC, CSI, OSC, DCS, APC, PM, SOS, ST = (
    "\x1b",
    "\x9b",
    "\x9d",
    "\x90",
    "\x9f",
    "\x9e",
    "\x98",
    "\x9c",
)
STRINGS = [
    *(f"{number};{rest}" for number, rest in (
        (0, "owned"), (1, "owned"), (2, "owned"), (4, "1;red"), (7, "file:///tmp"),
        (8, ";http://evil.example"), (9, "4;1;50"), (10, "red"), (11, "?"), (50, "font"),
        (52, "c;b3duZWQ="), (104, ""), (133, "A"), (777, "notify;a;b"), (1337, "File=:b3duZWQ="))),
]  # fmt: skip
SEQUENCES = [
    "[2J", "[3J", "[H", "[6n", "[5n", "[c", "[>c", "[=c", "[21t", "[18t", "[20t", "[?1049l",
    "[?25l", "[?1000l", "[?2004l", "[!p", "[4h", "[20h", "[31m", "[5m", "[100T", "[1;1r", "[99X",
    "c", "7", "8", "D", "E", "M", "Z", "=", ">", "#8", "(0", "N", "O", "n", "o",
]  # fmt: skip
PAYLOADS = [
    *(f"{ESC}]{string}\x07" for string in STRINGS),
    *(f"{ESC}]{string}{ESC}\\" for string in STRINGS[:4]),
    *(f"{OSC}{string}{ST}" for string in STRINGS[:4]),
    *(f"{ESC}{sequence}" for sequence in SEQUENCES),
    *(f"{CSI}{sequence[1:]}" for sequence in SEQUENCES[:6]),
    *(f"{opening}$qm{ST}" for opening in (DCS, APC, PM, SOS)),
    *(f"{ESC}{letter}+q544e{ESC}\\" for letter in "P_^X"),
    f"{ESC}]0;never ended", f"{ESC}P never ended", f"{ESC}[", f"{ESC}", f"{ESC}{ESC}[2J",
    f"{ESC}]0;{ESC}]52;c;b3duZWQ=\x07\x07", "\r", "\b\b\b\b", "\x00", "\x07", "\x0e", "\x0f",
    "\x7f\x7f", "\x0b", "\x0c", "\x85", "\u202eolleh\u202c", "\u2066\u2069", "\ufeff",
    "\U000e0041\U000e007f", "\ufff9a\ufffab\ufffb", "\u2028", "\u2029",
]  # fmt: skip
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)
MARKUP = [
    "[/]", "[/foo]", "[bold]", "[@click=app.quit]press[/]", "[@click=app.bell]x[/]", "[link=f:x]",
    "[$text-error]x[/]", "[red on blue]", "[", "[[", "\\[x]", "[not closed", "[/b][/b]", "[#f00]x",
    "[@click=app.run('x')]y[/]", "[@click='app.quit']q", "[@click]", "[@mouse.down=app.bell]m[/]",
    "[link='http://x']y[/link]", "[link]x",
    "[a href='x']", "[$primary]x[/$primary]", "[$]", "[$(id)]",
    "[reverse]x[/reverse]", "[dim italic]x[/]", "[blink]x", "[conceal]x[/]", "[on red]x[/on red]",
    "[not bold]x", "[rgb(1,2,3)]x", "[auto]x", "[x=y z='w']", "[1]", "[]", "]", "]][[", "[[/]]",
    "\\[/]", "[b][i][/b][/i]", "[@]", "{bold}x{/}", ":smile:", "**x** `y`", "[red", "[ /red ]",
]  # fmt: skip
