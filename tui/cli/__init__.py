"""The command line: the only place that joins the layers."""


def main() -> int:
    """Run the command line."""
    return 0
