"""What is done with packs: put versions in, compare, check, approve."""

from services.identification.packs.use_cases.checks import check_pack, create_check, describe_check, get_check
from services.identification.packs.use_cases.versions import (
    PACK,
    approve_pack,
    compare_pack_versions,
    describe_pack_version,
    describe_pack_versions,
    get_pack_version,
    install_pack,
    list_pack_versions,
    list_packs,
    name_version,
)

__all__ = [
    "PACK",
    "approve_pack",
    "check_pack",
    "compare_pack_versions",
    "create_check",
    "describe_check",
    "describe_pack_version",
    "describe_pack_versions",
    "get_check",
    "get_pack_version",
    "install_pack",
    "list_pack_versions",
    "list_packs",
    "name_version",
]
