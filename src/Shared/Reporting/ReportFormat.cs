namespace Slo.Shared.Reporting;

/// <summary>How a report is written.</summary>
internal enum ReportFormat
{
    /// <summary>One HTML file.</summary>
    Html,

    /// <summary>GitHub-flavoured Markdown.</summary>
    Markdown,
}
