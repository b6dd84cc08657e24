"""What can go wrong with cycles."""

from shared.errors import NotFound


class CycleNotFound(NotFound):
    """В этой программе нет управленческого цикла, или её нет среди утверждённых. Проверьте код программы."""

    code = "cycle-not-found"
    title = "The pack has no management cycle"
