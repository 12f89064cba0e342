"""The options that several commands share, each said once."""

from typing import Annotated

import typer

from scalekit.cli.files import config

PlaybookOption = Annotated[
    str | None,
    typer.Option(
        "--playbook",
        metavar="DIR",
        help="Use the playbook in this folder. Without it: what scalekit.toml says.",
        callback=config.playbook,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Write one JSON document, for programs.")]
PlainOption = Annotated[
    bool,
    typer.Option("--plain", help="Plain lines only: no colour, boxes or moving cursor."),
]
ForceOption = Annotated[
    bool,
    typer.Option("--force", help="Replace a file also where it holds answers that would be lost."),
]
NoInputOption = Annotated[
    bool, typer.Option("--no-input", help="Never ask; stop with exit code 4 instead.")
]
