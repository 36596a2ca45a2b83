namespace Slo.AspNetCore.Api;

/// <summary>JSON: why events of an objective were bad, the most frequent reason first.</summary>
internal sealed record ReasonsDocument(string Name, double CoverageRatio, IReadOnlyList<SloReasonStatus> Reasons)
{
    internal static ReasonsDocument Of(SloTracker tracker, int top) => new(
        tracker.Objective.Name, tracker.Status.CoverageRatio, tracker.GetReasons(top));
}
