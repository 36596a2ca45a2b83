namespace Slo;

/// <content>The records of calendar periods that are over.</content>
public sealed partial class SloRegistry
{
    // A process that ended before it saved that a period is over finds it over once more: what is in the ledger is not added again.
    private void NotePeriods(List<(string Name, string Summary, IReadOnlyDictionary<string, string?> Details)>? closed)
    {
        if (closed is null)
        {
            return;
        }

        HashSet<(string?, string?)> known =
        [
            .. Ledger.Entries.Where(entry => entry.Kind == SloLedgerEntryKind.PeriodClosed)
                .Select(entry => (entry.Objective?.ToUpperInvariant(), entry.Details.GetValueOrDefault(SloLedgerDetails.To))),
        ];
        foreach ((string name, string summary, IReadOnlyDictionary<string, string?> details) in closed)
        {
            if (known.Add((name.ToUpperInvariant(), details[SloLedgerDetails.To])))
            {
                Ledger.Add(SloLedgerEntryKind.PeriodClosed, name, reason: summary, details: details);
            }
        }
    }
}
