namespace Slo.Dependencies;

/// <summary>Keeps what is questionable about dependencies, so that a client that asks in a loop costs little: what follows from the
/// definitions until these change, and what was observed for a second.</summary>
internal sealed class FindingsCache(TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);

    // While it is held, findings are computed: of those who ask at once, one does it.
    private readonly Lock _gate = new();
    private SloObjective[]? _objectives;
    private IReadOnlyList<SloFinding> _declared = [];
    private IReadOnlyList<SloFinding> _all = [];
    private long _observedAt;

    /// <param name="objectives">The definitions.</param>
    /// <param name="observed">Finds what differs from what was called.</param>
    internal IReadOnlyList<SloFinding> Get(SloObjective[] objectives, Func<IEnumerable<SloFinding>> observed)
    {
        lock (_gate)
        {
            var isNew = _objectives is null || !_objectives.AsSpan().SequenceEqual(objectives, ReferenceEqualityComparer.Instance);
            if (isNew)
            {
                _declared = SloDeclaredDependency.CheckAll(objectives);
                _objectives = objectives;
            }

            if (isNew || time.GetElapsedTime(_observedAt) >= Kept)
            {
                _all = [.. _declared, .. observed()];
                _observedAt = time.GetTimestamp();
            }

            return _all;
        }
    }
}
