"""Where a record's page is, beside the address that a feed or calendar is published at."""

from __future__ import annotations

from urllib.parse import quote, urljoin


def page_of(link: str, record: str) -> str:
    """The page of a record; '' where no address was given."""
    return urljoin(link, quote(record)) if link else ""
