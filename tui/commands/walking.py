"""Commands that walk: from hit to hit, from mention to mention."""

from tui.commands.command import Command

_GROUP = "Walking"

COMMANDS: tuple[Command, ...] = (
    Command("hit.next", "n", "Next hit", "Next hit, on into the next article",
            "walk('hit', 1)", group=_GROUP),
    Command("hit.previous", "N", "Previous hit", "Previous hit, back into earlier articles",
            "walk('hit', -1)", group=_GROUP),
    Command("mention.next", "e,right_square_bracket", "Next mention",
            "Next mention of the traced entity, over articles", "walk('mention', 1)",
            group=_GROUP),
    Command("mention.previous", "E,left_square_bracket", "Previous mention",
            "Previous mention of the traced entity", "walk('mention', -1)", group=_GROUP),
    Command("trace.forward", "asterisk", "Trace", "Trace the entity at, or after, the reading line",
            "trace(1)", group=_GROUP),
    Command("trace.backward", "number_sign", "Trace backward",
            "Trace the entity before the reading line", "trace(-1)", group=_GROUP),
    Command("hints", "f", "Trace by letters", "A letter on every name on the screen: type it",
            "hinting.begin", group=_GROUP),
)  # fmt: skip
