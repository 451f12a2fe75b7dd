"""Commands that change what is to be seen."""

from tui.commands.command import Command

_GROUP = "Looking"

COMMANDS: tuple[Command, ...] = (
    Command("entities", "i", "Entities", "Show the entities, go to them, or close them",
            "entities", group=_GROUP),
    Command("entities.scope", "I", "Whose entities", "Of this report, of the list, in company",
            "sidebar.next_scope", group=_GROUP),
    Command("entities.about", "A", "About", "An entity's names and why, its dates", "sidebar.about",
            group=_GROUP),
    Command("fold", "F", "Fold furniture", "Fold or unfold highlights, links and page furniture",
            "paragraphs.fold", group=_GROUP),
    Command("copies.unfold", "X", "Unfold copies", "Unfold the copies behind a row, or fold them",
            "copies.unfold", group=_GROUP),
    Command("copies.all", "ctrl+x", "Unfold all copies", "Every copy in a row of its own, or none",
            "copies.unfold_all", group=_GROUP),
    Command("views", "v", "Views", "Then d: its copies, what differs; r: its raw text",
            "views.choose", group=_GROUP, palette=False),
    Command("copies", "", "Copies of this report", "Who else has it, and what differs (v d)",
            "copies.show", group=_GROUP),
    Command("raw", "", "Raw text", "As its file has it, with hidden characters (v r)",
            "views.show_raw", group=_GROUP),
    Command("concordance", "w", "Concordance", "Every mention of the traced, or hit, line by line",
            "following.concordance('mention')", group=_GROUP),
    Command("concordance.hits", "W", "Concordance of hits", "Every hit of the query, line by line",
            "following.concordance('hit')", group=_GROUP),
    Command("told", "", "Days told", "'Friday', 'last month': which day each is, and where",
            "told.show", group=_GROUP),
    Command("only", "ampersand", "Only what is lit", "Only paragraphs with hits or mentions",
            "paragraphs.only_lit", group=_GROUP),
    Command("select", "V", "Select", "Select text with the keys that move",
            "selecting.begin",
            group=_GROUP),
    Command("zen", "z", "Text only", "Show the text alone, or everything again", "zen",
            group=_GROUP),
    Command("theme", "ctrl+t", "Theme", "Choose the reader's colours", "theme", group=_GROUP),
    Command("skipped", "exclamation_mark", "Skipped files",
            "Which files could not be read, and why", "skipped.show", group=_GROUP),
    Command("lost", "", "What holds nowhere", "Your words on mentions that are gone: take back",
            "skipped.show_lost", group=_GROUP),
)  # fmt: skip
