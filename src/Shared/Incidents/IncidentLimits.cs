namespace Slo.Shared.Incidents;

/// <summary>How much is shown of an incident at most. docs/incidents.md has the same numbers.</summary>
internal static class IncidentLimits
{
    /// <summary>Lines of the timeline: the first ones and the last ones.</summary>
    internal const int MostEvents = 200;

    /// <summary>Entries of the ledger that are read.</summary>
    internal const int MostRead = 1_000;

    /// <summary>Characters of a text from outside.</summary>
    internal const int LongestText = SloLedgerEntry.LongestText;

    /// <summary>How long before the start the timeline begins: what was deployed then may be the cause.</summary>
    internal static readonly TimeSpan Lead = TimeSpan.FromHours(1);

    /// <summary>How long after the end the timeline ends.</summary>
    internal static readonly TimeSpan Tail = TimeSpan.FromHours(1);
}
