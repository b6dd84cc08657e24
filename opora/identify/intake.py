"""Takes the files of `opora identify` in, as imports do, and collects every fault."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

from services.identification.imports.jobs import merge_import
from services.identification.imports.schemas import Dataset
from services.identification.imports.use_cases import describe_receipt, get_receipt, receive_import
from shared.database.paging import PageRequest
from shared.database.session import Database
from shared.errors import Invalid, OporaError
from shared.files.xlsx_reader import XLSX_MEDIA_TYPE
from shared.imports.queries import list_issues
from shared.imports.schemas import ReceiptState, Severity
from shared.imports.use_cases import ImportFile
from shared.queue.draining import run_ready_jobs


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file of the command line."""

    dataset: Dataset
    path: Path

    @property
    def media_type(self) -> str:
        """What the file is, by its extension; CSV unless it says otherwise."""
        return XLSX_MEDIA_TYPE if self.path.suffix.lower() == ".xlsx" else "text/csv"


class InputRefused(Invalid):
    """Файлы не приняты: исправьте указанные места и запустите снова."""

    code = "input-refused"
    title = "The input was refused"


class FileRefused(Invalid):
    """Файл не удалось прочитать как таблицу."""

    code = "file-refused"
    title = "The file was refused as a whole"

    def tell(self, file: InputFile) -> Iterator[str]:
        """Yield a line for every fault of the file, at least one."""
        for issue in self.errors:
            column = f", столбец {issue.pointer.strip('/')}" if issue.pointer else ""
            yield f"{file.path}, строка 1{column}: {issue.detail} [{issue.code}]"
        if not self.errors:
            yield f"{file.path}: {self.detail} [{self.code}]"


class MergeFailed(OporaError):
    """Файл прочитан, но не обработан: это ошибка программы. Сообщите о ней вместе с текстом ниже."""

    code = "merge-failed"
    title = "The merge failed"


async def take_in(database: Database, file: InputFile, ignored: frozenset[str]) -> AsyncIterator[str]:
    """Import one file and yield a line for every fault, in the order of the file; codes of ignored ones are left out.

    Raises FileRefused where the file as a whole cannot be trusted.
    """
    try:
        with file.path.open("rb") as content:
            size_bytes = file.path.stat().st_size
            async with database.transaction() as session:
                received = ImportFile(file.dataset, file.media_type, content, size_bytes)
                receipt = await receive_import(session, received, client_id=None)
    except Invalid as error:
        raise FileRefused(error.detail, errors=error.errors) from error
    await run_ready_jobs(database, [merge_import])
    async with database.transaction() as session:
        described = await describe_receipt(session, await get_receipt(session, receipt.id))
    if described.state is not ReceiptState.done:
        raise MergeFailed(described.failure)
    cursor: str | None = None
    while described.rejected:
        async with database.transaction() as session:
            page = await list_issues(session, receipt.id, PageRequest(cursor, 500))
        for found in page.items:
            if found.code in ignored or found.severity != Severity.error:
                continue
            column = f", столбец {found.column}" if found.column else ""
            yield f"{file.path}, строка {found.row_number}{column}: {found.detail} [{found.code}]"
        if (cursor := page.next_cursor) is None:
            return
