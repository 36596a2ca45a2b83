namespace Slo.Hosting.Sources.Polling;

/// <summary>What came of one poll.</summary>
/// <param name="Problem">Why it failed, to be shown; null: it did not.</param>
/// <param name="RetryAfter">How long the source asks not to be called.</param>
internal readonly record struct PollResult(string? Problem, TimeSpan RetryAfter = default)
{
    /// <summary>What was read at first; null: nothing, or it was not the first time.</summary>
    internal IReadOnlyList<SloHistoryStep>? First { get; init; }
}
