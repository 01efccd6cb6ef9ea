"""Addresses of reviews and what they leave on file, below /api/v1/."""

from api.review_files import (
    FileNote,
    OneReviewDocument,
    ReviewDocuments,
    ReviewFileNotes,
    ReviewGrounds,
)
from api.underwriting import OneReview, ReviewDecisions, ReviewIssues, ReviewSteps, ReviewTerms
from api.views import View

ITEMS: list[tuple[str, type[View], str]] = [
    ("reviews/<slug:number>/", OneReview, "api_review"),
    ("reviews/<slug:number>/terms/", ReviewTerms, "api_review_terms"),
    ("reviews/<slug:number>/decisions/", ReviewDecisions, "api_review_decisions"),
    ("reviews/<slug:number>/steps/", ReviewSteps, "api_review_steps"),
    ("reviews/<slug:number>/issues/", ReviewIssues, "api_review_issues"),
    ("reviews/<slug:number>/grounds/", ReviewGrounds, "api_review_grounds"),
    ("reviews/<slug:number>/documents/", ReviewDocuments, "api_review_documents"),
    ("review-documents/<int:document_id>/", OneReviewDocument, "api_review_document"),
    ("reviews/<slug:number>/file-notes/", ReviewFileNotes, "api_review_file_notes"),
    ("file-notes/<uuid:job_id>/", FileNote, "api_file_note"),
]
