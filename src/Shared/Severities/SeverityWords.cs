namespace Slo.Shared.Severities;

/// <summary>The severities of alerts in the words of OpenSLO documents and of labels of Prometheus, in any case.</summary>
internal static class SeverityWords
{
    internal static readonly string[] Page =
        ["page", "pager", "critical", "crit", "high", "urgent", "emergency", "fatal", "sev0", "sev1", "p0", "p1", "1"];

    internal static readonly string[] Ticket =
    [
        "ticket", "warning", "warn", "medium", "low", "info", "informational", "minor", "notice", "email",
        "sev2", "sev3", "sev4", "p2", "p3", "p4", "2", "3", "4",
    ];

    /// <summary>The severity that a word names; null if it is none of them.</summary>
    internal static AlertSeverity? Find(string? word) => Has(Page, word) ? AlertSeverity.Page
        : Has(Ticket, word) ? AlertSeverity.Ticket
        : null;

    private static bool Has(string[] words, string? word) => word is not null && words.Contains(word, StringComparer.OrdinalIgnoreCase);
}
