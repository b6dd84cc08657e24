"""What makes two codes one school."""

SCHOOL_CODE_PATTERN = "^(sch|edu|ksh|spo)[0-9]{6}$"
INVALID_SCHOOL_CODE = "Код школы «{}» не читается: нужен вид (sch, edu, ksh или spo) и шесть цифр, например edu240001."
"""What is said of a code that is none; `{}` stands for what is written instead."""


def canonical_school_code(code: str) -> str:
    """Return the key of a school: codes `sch…` and `edu…` with the same digits are the same school (C5)."""
    return f"edu{code[3:]}" if code.startswith("sch") else code
