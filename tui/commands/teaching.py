"""Commands by which the user says what is so."""

from tui.commands.command import Command

_GROUP = "Teaching"

COMMANDS: tuple[Command, ...] = (
    Command("teach.same", "equals_sign", "Same as", "It is another entity, here or everywhere",
            "teaching.teach('same')", group=_GROUP),
    Command("teach.none", "minus", "No entity", "It is no entity, here or everywhere",
            "teaching.teach('none')", group=_GROUP),
    Command("teach.type", "plus", "Is a", "It, or what is selected, is a person, place, …",
            "teaching.teach('type')", group=_GROUP),
    Command("teach.split", "percent_sign", "Split off", "One of its names is somebody else's",
            "teaching.teach('split')", group=_GROUP),
    Command("teach.rename", "R", "Rename", "It is called otherwise", "teaching.teach('rename')",
            group=_GROUP),
)  # fmt: skip
