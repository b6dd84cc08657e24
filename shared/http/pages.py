"""Lists over HTTP: `limit` and `cursor` in, items, `next_cursor` and a Link header out."""

from typing import Annotated, TypeVar

from fastapi import Depends, Query, Request, Response

from shared.database.paging import DEFAULT_LIMIT, LARGEST_LIMIT, Page, PageRequest

T = TypeVar("T")
# Far above any cursor of ours; keeps nonsense from being decoded at length.
_LONGEST_CURSOR = 1000


class PageAnswer:
    """The page a request asks for, and the way to answer it."""

    def __init__(self, request: Request, response: Response, wanted: PageRequest) -> None:
        self.wanted = wanted
        self._request = request
        self._response = response

    def answer(self, page: Page[T]) -> Page[T]:
        """Announce the next page in the Link header (relative, so that it holds behind any gateway)."""
        if page.next_cursor is not None:
            url = self._request.url.include_query_params(cursor=page.next_cursor)
            self._response.headers["Link"] = f'<{url.path}?{url.query}>; rel="next"'
        return page


def read_page_request(
    request: Request,
    response: Response,
    limit: Annotated[int, Query(ge=1, le=LARGEST_LIMIT, description="Most rows of one page.")] = DEFAULT_LIMIT,
    cursor: Annotated[
        str | None, Query(max_length=_LONGEST_CURSOR, description="`next_cursor` of the page before; opaque.")
    ] = None,
) -> PageAnswer:
    """Read which page is wanted."""
    return PageAnswer(request, response, PageRequest(cursor, limit))


Paging = Annotated[PageAnswer, Depends(read_page_request)]
"""`paging.wanted` goes down to the query, `paging.answer(page)` comes back as the reply."""
