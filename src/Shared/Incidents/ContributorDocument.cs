namespace Slo.Shared.Incidents;

/// <summary>JSON: a part of the bad events that rose more than all others. Texts are one clean line each.</summary>
internal sealed record ContributorDocument(
    string Name, IReadOnlyList<SloDimensionValue> Values, double ExcessRatio, double Lift, double BadEvents, double ExpectedBadEvents,
    DateTimeOffset FirstSeenAt, DateTimeOffset ValueFirstSeenAt, string? FirstVersion, double PValue,
    IReadOnlyList<ExemplarDocument> Exemplars)
{
    private const int LongestValue = 128;

    /// <summary>Whether a document has everything that must not be null.</summary>
    internal bool IsWhole => (Name, Exemplars) is (not null, not null) && AreWhole(Values)
        && Exemplars.All(one => one is not null && AreWhole(one.Values));

    internal static ContributorDocument Of(SloContributor contributor)
    {
        SloDimensionValue[] values = Clean(contributor.Values);
        return new(
            string.Join(", ", values.Select(value => value.Value)), values, contributor.ExcessRatio, contributor.Lift,
            contributor.BadEvents, contributor.ExpectedBadEvents, contributor.FirstSeenAt, contributor.ValueFirstSeenAt,
            contributor.FirstVersion is { } version ? SloText.OneLine(version, LongestValue) : null, contributor.PValue,
            [.. contributor.Exemplars.Select(ExemplarDocument.Of)]);
    }

    /// <summary>Values that a store may have from elsewhere.</summary>
    internal static SloDimensionValue[] Clean(IEnumerable<SloDimensionValue> values) =>
        [.. values.Select(value => value with { Value = SloText.OneLine(value.Value, LongestValue) })];

    private static bool AreWhole(IReadOnlyList<SloDimensionValue>? values) => values?.All(value => value.Value is not null) == true;
}
