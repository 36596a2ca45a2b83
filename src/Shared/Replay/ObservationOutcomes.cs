namespace Slo.Shared.Replay;

/// <summary>Whether observations said something about the error budget.</summary>
/// <param name="Signals">By signal, without those that have no observation.</param>
/// <param name="Alerts">How many alerts other rules raised.</param>
/// <param name="Announced">How many of these had an observation in the day before they fired.</param>
internal sealed record ObservationOutcomes(IReadOnlyList<ObservationOutcome> Signals, int Alerts, int Announced)
{
    internal static ObservationOutcomes None { get; } = new([], 0, 0);

    /// <summary>Why no history could be played; null: it was, or there was none.</summary>
    internal string? Reason { get; init; }
}
