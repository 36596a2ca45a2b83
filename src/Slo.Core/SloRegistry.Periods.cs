namespace Slo;

/// <content>The records of calendar periods that are over.</content>
public sealed partial class SloRegistry
{
    // A store that saves nothing for so long is not waited for: the ledger counts what it drops.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    // Under the gate. Those for which the ledger has no room until the store has what is in it.
    private readonly Queue<(long Since, string Name, string Summary, IReadOnlyDictionary<string, string?> Details)> _closedPeriods = new();

    private void NotePeriod(SloTracker tracker)
    {
        if (tracker.TakeClosedPeriod() is var (summary, details))
        {
            _closedPeriods.Enqueue((_time.GetTimestamp(), tracker.Objective.Name, summary, details));
        }
    }

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
        for (var room = Ledger.Room; _closedPeriods.Count > 0; room--)
        {
            (var since, string name, string summary, IReadOnlyDictionary<string, string?> details) = _closedPeriods.Peek();
            if (room <= 0 && _time.GetElapsedTime(since) <= LongestWait)
            {
                return;
            }

            _closedPeriods.Dequeue();
            if (known.Add((name.ToUpperInvariant(), details[SloLedgerDetails.To])))
            {
                Ledger.Add(SloLedgerEntryKind.PeriodClosed, name, reason: summary, details: details);
            }
        }
    }
}
