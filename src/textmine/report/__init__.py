"""The report: tidy tables, figures, and one self-contained HTML page in Dutch or English."""

from textmine.report.frames import ReportData
from textmine.report.page import render_report

__all__ = ["ReportData", "render_report"]
