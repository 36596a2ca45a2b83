namespace Slo.Shared.Reporting;

/// <summary>How much a report has at most, so that its size and its cost are bounded. docs/report.md has the same numbers.</summary>
internal static class ReportLimits
{
    /// <summary>Objectives in the table; those with the least budget left come first.</summary>
    internal const int MostObjectives = 500;

    /// <summary>Objectives with a section of their own.</summary>
    internal const int MostSections = 50;

    /// <summary>Incidents listed of an objective: those that cost the most.</summary>
    internal const int MostIncidents = 25;

    /// <summary>Deployments listed of an objective: the last ones.</summary>
    internal const int MostDeployments = 25;

    /// <summary>Closed periods listed of an objective: the last ones.</summary>
    internal const int MostPeriods = 12;

    /// <summary>Incidents and ledger entries that are read.</summary>
    internal const int MostRead = 5_000;

    /// <summary>Characters of a name, of a reason and of any other text from outside.</summary>
    internal const int LongestText = 200;

    /// <summary>Points of a chart.</summary>
    internal const int MostPoints = 400;

    /// <summary>The shortest range.</summary>
    internal static readonly TimeSpan ShortestRange = TimeSpan.FromHours(1);

    /// <summary>The longest range.</summary>
    internal static readonly TimeSpan LongestRange = SloPeriod.MaximumLength;
}
