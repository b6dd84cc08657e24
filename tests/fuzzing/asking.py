"""Asks operations of a running service what schemathesis makes up, always the same, and tells what it found wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema
from schemathesis.engine.recorder import ScenarioRecorder

from shared.files.kinds import FileKind

# The text of NDJSON is sent as it is.
schemathesis.serializer.alias("application/x-ndjson", "text/plain")
# Files of documents are sent as they are.
for kind in FileKind:
    schemathesis.serializer.alias(kind.media_type, "application/octet-stream")

# Answers that may follow a request which fits its schema, beside schemathesis's own.
_EXPECTED_OF_VALID = [
    *("2xx", "3xx", "401", "403", "404", "409", "429", "5xx"),
    "412",  # If-Match names a version that is no longer the current one
    "422",  # what no schema says: years in a row, options of the rule, columns of the dataset, a cursor of this list
    "428",  # If-Match is required once the object exists, and no schema knows whether it does
]
_EXAMPLES = 5


@dataclass
class Findings:
    """What asking came to."""

    failures: dict[tuple[str, str, str], str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    checks: set[str] = field(default_factory=set)
    answered: dict[str, set[int]] = field(default_factory=dict)

    def note(self, recorder: ScenarioRecorder) -> None:
        """Take in one scenario."""
        for case_id, checks in recorder.checks.items():
            label = recorder.cases[case_id].value.operation.label
            for check in checks:
                self.checks.add(check.name)
                if (found := check.failure_info) is not None:
                    key = (label, check.name, found.failure.title)
                    self.failures.setdefault(key, f"{found.failure.message}\n{found.code_sample}")
        for case_id, exchange in recorder.interactions.items():
            if exchange.response is not None:
                label = recorder.cases[case_id].value.operation.label
                self.answered.setdefault(label, set()).add(exchange.response.status_code)

    def __str__(self) -> str:
        failures = ["\n".join((" · ".join(key), text)) for key, text in self.failures.items()]
        return "\n\n".join([*failures, *self.errors])


def fuzz(document: dict[str, Any], tag: str, address: str, key: str, ids: Mapping[str, str]) -> Findings:
    """Ask the operations of a tag; half of the parameters so called name the object of that name."""
    schema = schemathesis.openapi.from_dict(document, config=_configure(ids)).include(tag=tag)
    schema.config.update(base_url=address, headers={"Authorization": f"Bearer {key}"})
    findings = Findings()
    for event in from_schema(schema).execute():
        if isinstance(event, events.FatalError | events.NonFatalError):
            findings.errors.append(str(event.__dict__ if hasattr(event, "__dict__") else event))
        if isinstance(event, events.ScenarioFinished):
            findings.note(event.recorder)
    return findings


def _configure(ids: Mapping[str, str]) -> SchemathesisConfig:
    return SchemathesisConfig.from_dict(
        {
            "continue-on-failure": True,
            # The same requests every time, nothing kept between runs, failures shown as they were met.
            "generation": {"deterministic": True, "database": "none", "no-shrink": True, "max-examples": _EXAMPLES},
            "checks": {"enabled": True, "positive_data_acceptance": {"expected-statuses": _EXPECTED_OF_VALID}},
            "dictionaries": {name: {"values": [value]} for name, value in ids.items()},
            "parameters": {
                f"{place}.{name}": {"dictionary": name, "probability": 0.5}
                for name in ids
                for place in ("path", "query")
            },
        }
    )
