"""What can go wrong when operators meddle with jobs."""

from shared.errors import Conflict, NotFound


class JobNotFound(NotFound):
    """У этой службы нет такого задания. Проверьте его номер."""

    code = "job-not-found"
    title = "Job not found"


class JobRunning(Conflict):
    """Задание сейчас выполняется, его не остановить. Дождитесь конца: у каждого задания есть предельное время."""

    code = "job-running"
    title = "The job is running"


class JobActionNotAllowed(Conflict):
    """В этом состоянии с заданием так поступить нельзя. Что можно, говорит его поле allowed_actions."""

    code = "job-action-not-allowed"
    title = "The state of the job does not allow this"
