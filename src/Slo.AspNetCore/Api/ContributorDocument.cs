namespace Slo.AspNetCore.Api;

/// <summary>JSON: a part of the bad events that rose more than all others.</summary>
internal sealed record ContributorDocument(
    string Name, IReadOnlyList<SloDimensionValue> Values, double ExcessRatio, double Lift, double BadEvents, double ExpectedBadEvents,
    DateTimeOffset FirstSeenAt, DateTimeOffset ValueFirstSeenAt, double PValue, IReadOnlyList<ExemplarDocument> Exemplars)
{
    internal static ContributorDocument Of(SloContributor contributor) => new(
        contributor.Name, contributor.Values, contributor.ExcessRatio, contributor.Lift, contributor.BadEvents,
        contributor.ExpectedBadEvents, contributor.FirstSeenAt, contributor.ValueFirstSeenAt, contributor.PValue,
        [.. contributor.Exemplars.Select(ExemplarDocument.Of)]);
}
