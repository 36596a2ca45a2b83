namespace Slo.Recording;

/// <summary>Measurements that could not be counted as given: dropped, never thrown into a request, but counted by reason.</summary>
internal sealed class RejectedMeasurements
{
    internal SharedCounter NegativeWeight { get; } = new();

    internal SharedCounter NegativeDuration { get; } = new();

    internal SharedCounter NotANumber { get; } = new();

    internal SharedCounter Overflow { get; } = new();

    internal IEnumerable<(string Reason, long Count)> All =>
    [
        ("negative_weight", NegativeWeight.Count),
        ("negative_duration", NegativeDuration.Count),
        ("not_a_number", NotANumber.Count),
        ("overflow", Overflow.Count),
    ];
}
