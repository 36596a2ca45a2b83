namespace Slo.Grouping;

/// <summary>One way to tell the events of an objective apart: by the value of its grouping, by the reason why they are bad.</summary>
/// <param name="MaximumValues">How many values have counts of their own.</param>
/// <param name="LongestValue">Longer values share the counts of the others.</param>
internal sealed record Dimension(int MaximumValues, int LongestValue)
{
    /// <summary>Why events are bad. Only bad events are counted.</summary>
    internal static Dimension Reasons { get; } = new(32, 64);

    internal static Dimension Of(SloGrouping grouping) => new(grouping.Maximum, 128);
}
