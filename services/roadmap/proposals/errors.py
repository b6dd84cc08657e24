"""What can go wrong with proposals."""

from shared.errors import Conflict, Invalid, NotFound


class ProposalNotFound(NotFound):
    """Такого предложения нет, или оно вам недоступно. Возьмите номер из списка предложений."""

    code = "proposal-not-found"
    title = "Proposal not found"


class ProposalDecided(Conflict):
    """По этому предложению решение уже принято. Мероприятие можно изменить в самой дорожной карте."""

    code = "proposal-decided"
    title = "The proposal is decided already"


class ProposalMisplaced(Invalid):
    """Эта дорожная карта другого муниципалитета или другой школы: выберите карту той школы, о которой предложение."""

    code = "proposal-misplaced"
    title = "The roadmap is of another municipality or school"


class AmendmentReasonMissing(Invalid):
    """Дорожная карта утверждена, её меняют с обоснованием: укажите причину в reason."""

    code = "amendment-reason-missing"
    title = "An approved roadmap is amended with a reason"
