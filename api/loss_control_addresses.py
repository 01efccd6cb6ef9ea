"""Addresses of the API about assessments, recommendations and reports, for ``urls.py`` to place."""

from api.assessments import (
    AssessmentScores,
    ClientAssessments,
    CompleteAssessment,
    OneAssessment,
    WithdrawAssessment,
)
from api.recommendations import (
    AcceptAlternative,
    AcceptRisk,
    AcknowledgeRecommendation,
    ClientRecommendations,
    ExtendRecommendation,
    IssueRecommendation,
    OneRecommendation,
    ReopenRecommendation,
    ReplyToRecommendation,
    ReportRecommendationComplete,
    SupersedeRecommendation,
    VerifyRecommendation,
    WithdrawRecommendation,
)
from api.report_release import AcknowledgeReport, IssueReport, ReturnReport, SendReport
from api.reports import ClientReports, OneReport, ReportData, ReportPdf, VerifyReport
from api.views import View

CLIENT: list[tuple[str, type[View], str]] = [
    ("assessments/", ClientAssessments, "api_client_assessments"),
    ("recommendations/", ClientRecommendations, "api_client_recommendations"),
    ("reports/", ClientReports, "api_client_reports"),
]

ITEMS: list[tuple[str, type[View], str]] = [
    ("recommendations/<slug:number>/", OneRecommendation, "api_recommendation"),
    ("recommendations/<slug:number>/issue/", IssueRecommendation, "api_recommendation_issue"),
    (
        "recommendations/<slug:number>/report-complete/",
        ReportRecommendationComplete,
        "api_recommendation_report_complete",
    ),
    (
        "recommendations/<slug:number>/acknowledge/",
        AcknowledgeRecommendation,
        "api_recommendation_acknowledge",
    ),
    ("recommendations/<slug:number>/reply/", ReplyToRecommendation, "api_recommendation_reply"),
    ("recommendations/<slug:number>/extend/", ExtendRecommendation, "api_recommendation_extend"),
    (
        "recommendations/<slug:number>/accept-alternative/",
        AcceptAlternative,
        "api_recommendation_accept_alternative",
    ),
    ("recommendations/<slug:number>/accept-risk/", AcceptRisk, "api_recommendation_accept_risk"),
    (
        "recommendations/<slug:number>/supersede/",
        SupersedeRecommendation,
        "api_recommendation_supersede",
    ),
    ("recommendations/<slug:number>/verify/", VerifyRecommendation, "api_recommendation_verify"),
    ("recommendations/<slug:number>/reopen/", ReopenRecommendation, "api_recommendation_reopen"),
    (
        "recommendations/<slug:number>/withdraw/",
        WithdrawRecommendation,
        "api_recommendation_withdraw",
    ),
    ("assessments/<slug:number>/", OneAssessment, "api_assessment"),
    ("assessments/<slug:number>/scores/", AssessmentScores, "api_assessment_scores"),
    ("assessments/<slug:number>/complete/", CompleteAssessment, "api_assessment_complete"),
    ("assessments/<slug:number>/withdraw/", WithdrawAssessment, "api_assessment_withdraw"),
    ("reports/<uuid:report_id>/", OneReport, "api_report"),
    ("reports/<uuid:report_id>/pdf/", ReportPdf, "api_report_pdf"),
    ("reports/<uuid:report_id>/data/", ReportData, "api_report_data"),
    ("reports/<uuid:report_id>/send/", SendReport, "api_report_send"),
    ("reports/<uuid:report_id>/return/", ReturnReport, "api_report_return"),
    ("reports/<uuid:report_id>/issue/", IssueReport, "api_report_issue"),
    ("reports/<uuid:report_id>/acknowledge/", AcknowledgeReport, "api_report_acknowledge"),
    ("reports/<uuid:report_id>/verify/", VerifyReport, "api_report_verify"),
]
