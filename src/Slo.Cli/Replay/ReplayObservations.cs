using Slo.Shared.Replay;

namespace Slo.Cli.Replay;

/// <summary>Unusual behaviour in a replay, and what followed.</summary>
/// <param name="Observations">In order of time.</param>
/// <param name="Outcomes">What they came to.</param>
internal sealed record ReplayObservations(IReadOnlyList<SloObservation> Observations, ObservationOutcomes Outcomes)
{
    // After the trace, the replay goes on for some hours without events: that these end is not unusual.
    internal static ReplayObservations Of(ObservationFollowUp all, Trace trace) => new(
        [.. all.Observations.Where(observation => ObservationFollowUp.IsMadeBy(observation.StartedAt, trace.To))],
        all.OutcomesOf(DateTimeOffset.MinValue, trace.To));
}
