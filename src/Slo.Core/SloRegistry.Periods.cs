namespace Slo;

/// <content>The records of calendar periods that are over.</content>
public sealed partial class SloRegistry
{
    // Where a store keeps none of them for so long, the oldest go to the ledger, which counts what it drops.
    private const int MostWaitingPeriods = 100_000;

    // Under the gate. Those for which the ledger has no room until the store has what is in it.
    private readonly Queue<(string Name, string Summary, IReadOnlyDictionary<string, string?> Details)> _closedPeriods = new();

    // A process that ended before it saved that a period is over finds it over once more: what is in the ledger is not added again.
    private void NotePeriods()
    {
        if (_closedPeriods.Count == 0)
        {
            return;
        }

        HashSet<(string?, string?)> known =
        [
            .. Ledger.Entries.Where(entry => entry.Kind == SloLedgerEntryKind.PeriodClosed)
                .Select(entry => (entry.Objective?.ToUpperInvariant(), entry.Details.GetValueOrDefault(SloLedgerDetails.To))),
        ];
        for (var room = Ledger.Room; (room > 0 || _closedPeriods.Count > MostWaitingPeriods) && _closedPeriods.Count > 0; room--)
        {
            (string name, string summary, IReadOnlyDictionary<string, string?> details) = _closedPeriods.Dequeue();
            if (known.Add((name.ToUpperInvariant(), details[SloLedgerDetails.To])))
            {
                Ledger.Add(SloLedgerEntryKind.PeriodClosed, name, reason: summary, details: details);
            }
        }
    }
}
