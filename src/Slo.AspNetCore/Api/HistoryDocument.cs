namespace Slo.AspNetCore.Api;

/// <summary>
/// JSON: all that is kept of an objective, as columns. Each step is as short as the history has it; the time between two was not observed.
/// From and To are Unix seconds.
/// </summary>
internal sealed record HistoryDocument(
    string Name, DateTimeOffset AsOf, IReadOnlyList<double> From, IReadOnlyList<double> To, IReadOnlyList<long> Good,
    IReadOnlyList<long> Bad)
{
    internal static HistoryDocument Of(SloObjectiveState state)
    {
        SloHistoryStep[] steps = [.. state.GetSteps()];
        return new(
            state.Name,
            state.AsOf,
            [.. steps.Select(step => Seconds(step.From))],
            [.. steps.Select(step => Seconds(step.To))],
            [.. steps.Select(step => step.Events.Good)],
            [.. steps.Select(step => step.Events.Bad)]);
    }

    private static double Seconds(DateTimeOffset instant) => (instant - DateTimeOffset.UnixEpoch).TotalSeconds;
}
