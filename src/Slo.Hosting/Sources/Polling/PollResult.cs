namespace Slo.Hosting.Sources.Polling;

/// <summary>The result of one poll.</summary>
/// <param name="Problem">Why it failed, to be shown; null: it did not.</param>
/// <param name="RetryAfter">How long not to call the source, if it has requested it.</param>
internal readonly record struct PollResult(string? Problem, TimeSpan RetryAfter = default)
{
    /// <summary>What was read at first; null: nothing, or it was not the first time.</summary>
    internal IReadOnlyList<SloHistoryStep>? First { get; init; }
}
