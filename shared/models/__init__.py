"""One table per file; each docstring names its one writer."""

from shared.models.api_key import ApiKey
from shared.models.assessment_result import AssessmentResult
from shared.models.assessment_result_version import AssessmentResultVersion
from shared.models.calendar_feed import CalendarFeed
from shared.models.campaign import Campaign
from shared.models.change import Change
from shared.models.client import Client
from shared.models.computation import Computation
from shared.models.computed_values import ComputedValues
from shared.models.context_value import ContextValue
from shared.models.context_value_version import ContextValueVersion
from shared.models.decision import Decision
from shared.models.derived_value import DerivedValue
from shared.models.evidence_document import EvidenceDocument
from shared.models.idempotency_key import IdempotencyKey
from shared.models.indicator_target import IndicatorTarget
from shared.models.job import Job
from shared.models.job_progress import JobProgress
from shared.models.job_push import JobPush
from shared.models.job_start import JobStart
from shared.models.listed_school import ListedSchool
from shared.models.measure import Measure
from shared.models.measure_document import MeasureDocument
from shared.models.measure_proposal import MeasureProposal
from shared.models.measure_task import MeasureTask
from shared.models.monitoring_value import MonitoringValue
from shared.models.municipality import Municipality
from shared.models.pack import Pack
from shared.models.pack_check import PackCheck
from shared.models.procedure import Procedure
from shared.models.procedure_session import ProcedureSession
from shared.models.programme import Programme
from shared.models.receipt import Receipt
from shared.models.receipt_issue import ReceiptIssue
from shared.models.region import Region
from shared.models.reminder import Reminder
from shared.models.report import Report
from shared.models.report_file import ReportFile
from shared.models.report_recommendation import ReportRecommendation
from shared.models.roadmap import Roadmap
from shared.models.roadmap_edition import RoadmapEdition
from shared.models.run import Run
from shared.models.run_verification import RunVerification
from shared.models.run_verification_difference import RunVerificationDifference
from shared.models.schedule import Schedule
from shared.models.schedule_period import SchedulePeriod
from shared.models.school import School
from shared.models.school_directory import SchoolDirectory
from shared.models.school_list import SchoolList
from shared.models.school_version import SchoolVersion
from shared.models.staged_context_value import StagedContextValue
from shared.models.staged_result import StagedResult
from shared.models.staged_school import StagedSchool
from shared.models.staged_submission_value import StagedSubmissionValue
from shared.models.stored_file import StoredFile
from shared.models.submission import Submission
from shared.models.submission_value import SubmissionValue
from shared.models.support_action import SupportAction
from shared.models.support_person import SupportPerson
from shared.models.verdict import Verdict

__all__ = [
    "ApiKey",
    "AssessmentResult",
    "AssessmentResultVersion",
    "CalendarFeed",
    "Campaign",
    "Change",
    "Client",
    "Computation",
    "ComputedValues",
    "ContextValue",
    "ContextValueVersion",
    "Decision",
    "DerivedValue",
    "EvidenceDocument",
    "IdempotencyKey",
    "IndicatorTarget",
    "Job",
    "JobProgress",
    "JobPush",
    "JobStart",
    "ListedSchool",
    "Measure",
    "MeasureDocument",
    "MeasureProposal",
    "MeasureTask",
    "MonitoringValue",
    "Municipality",
    "Pack",
    "PackCheck",
    "Procedure",
    "ProcedureSession",
    "Programme",
    "Receipt",
    "ReceiptIssue",
    "Region",
    "Reminder",
    "Report",
    "ReportFile",
    "ReportRecommendation",
    "Roadmap",
    "RoadmapEdition",
    "Run",
    "RunVerification",
    "RunVerificationDifference",
    "Schedule",
    "SchedulePeriod",
    "School",
    "SchoolDirectory",
    "SchoolList",
    "SchoolVersion",
    "StagedContextValue",
    "StagedResult",
    "StagedSchool",
    "StagedSubmissionValue",
    "StoredFile",
    "Submission",
    "SubmissionValue",
    "SupportAction",
    "SupportPerson",
    "Verdict",
]
