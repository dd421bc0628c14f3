"""The exit statuses of the command, and what ends it with the last of them."""

import click

CONTENT_HAS_ERRORS, WRONG_USE, ENVIRONMENT_FAILED = 1, 2, 3


class EnvironmentFailedError(click.ClickException):
    """Something outside the content and the command failed."""

    exit_code = ENVIRONMENT_FAILED
