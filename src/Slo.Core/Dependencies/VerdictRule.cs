using System.Globalization;

namespace Slo.Dependencies;

/// <summary>
/// Computes whether an objective causes its bad requests or reports a dependency, as a pure function of counts. A dependency explains the
/// share of the bad requests during which it failed or was slow, less that of the good ones: what fails as often in good requests is
/// harmless. docs/insight.md has the table.
/// </summary>
internal static class VerdictRule
{
    /// <summary>Fewer bad requests, or good ones to compare with, say nothing.</summary>
    internal const long LeastRequests = 10;

    /// <summary>From this share of the bad requests on, dependencies are the cause.</summary>
    internal const double Reporting = 0.5;

    /// <summary>Up to this share, the service itself is.</summary>
    internal const double Causing = 0.2;

    /// <summary>A dependency is a cause by more than this share alone.</summary>
    internal const double LeastShare = 0.1;

    /// <summary>The largest chance of a result by accident, for all dependencies together.</summary>
    internal const double LargestChance = 0.01;

    /// <param name="window">What is looked at.</param>
    /// <param name="events">The requests.</param>
    /// <param name="compared">The good requests to compare with: those of the window, or of a longer time if it has too few.</param>
    /// <param name="any">Requests during which any dependency failed or was slow: bad ones of the window, good ones of the
    /// compared.</param>
    /// <param name="isBurning">Whether a rule fires, or the burn rate is at least 1.</param>
    /// <param name="edges">The dependencies; troubled requests: bad ones of the window, good ones of the compared.</param>
    internal static SloDependencyReport Judge(
        TimeSpan window, SloEventCounts events, long compared, SloEventCounts any, bool isBurning,
        IReadOnlyList<(SloDependencyStatus Status, SloEventCounts Troubled)> edges)
    {
        var tested = edges.Count(edge => edge.Troubled.Bad > 0);
        SloDependencyStatus[] statuses =
        [
            .. edges.Select(edge => Test(edge.Status, edge.Troubled, events.Bad, compared, tested))
                .OrderByDescending(status => status.IsCause).ThenByDescending(status => status.BadRatio ?? 0)
                .ThenByDescending(status => status.Calls.Total).ThenBy(status => status.Name, StringComparer.Ordinal),
        ];
        var explained = Share(any.Bad, events.Bad) - Share(any.Good, compared);
        SloDependencyReport report = new(window, events, SloDependencyVerdict.Unknown, "", statuses) { ExplainedRatio = explained };
        (SloDependencyVerdict verdict, string reason) = Decide(report, compared, isBurning, explained);
        return verdict == SloDependencyVerdict.Reporting
            ? report with { Verdict = verdict, Reason = reason }
            : report with { Verdict = verdict, Reason = reason, Dependencies = [.. statuses.Select(one => one with { IsCause = false })] };
    }

    private static (SloDependencyVerdict Verdict, string Reason) Decide(
        SloDependencyReport report, long compared, bool isBurning, double? explained)
    {
        SloDependencyStatus? suspect = report.Dependencies.FirstOrDefault(status => status.BadRatio > 0);
        var causes = string.Join(", ", report.Dependencies.Where(status => status.IsCause).Take(3).Select(Describe));
        return report.Events.Bad switch
        {
            _ when !isBurning => (SloDependencyVerdict.Healthy, "no rule fires, and the burn rate is below 1"),
            < LeastRequests => (SloDependencyVerdict.Unknown, Text(
                $"only {report.Events.Bad} bad requests; {LeastRequests} are needed")),
            _ when suspect is null => (SloDependencyVerdict.Causing, Text(
                $"no dependency failed or was slow in any of {report.Events.Bad} bad requests")),
            _ when compared < LeastRequests => (SloDependencyVerdict.Unknown, Text(
                $"only {compared} good requests to compare with, {LeastRequests} are needed; suspected: {Describe(suspect)}")),
            _ when explained >= Reporting && causes.Length > 0 => (SloDependencyVerdict.Reporting, causes),
            _ when explained <= Causing => (SloDependencyVerdict.Causing, Text(
                $"dependencies explain {Math.Max(0, explained.Value):P0} of the bad requests")),
            _ => (SloDependencyVerdict.Unknown, Text(
                $"dependencies explain {explained:P0} of the bad requests: from {Causing:P0} to {Reporting:P0}, or possibly by chance")),
        };
    }

    private static SloDependencyStatus Test(SloDependencyStatus status, SloEventCounts troubled, long bad, long good, int tested)
    {
        double? ofBad = Share(troubled.Bad, bad);
        double? ofGood = Share(troubled.Good, good);
        double? chance = troubled.Bad > 0 && good > 0
            ? Math.Min(1, tested * SloStatistics.ChanceOfAsManyBad(
                troubled, new SloEventCounts(Math.Max(0, good - troubled.Good), Math.Max(0, bad - troubled.Bad))))
            : null;
        return status with
        {
            BadRatio = ofBad,
            GoodRatio = ofGood,
            ChanceRatio = chance,
            IsCause = ofBad - ofGood > LeastShare && chance <= LargestChance,
        };
    }

    private static string Describe(SloDependencyStatus status) => Text(
        $"{status.Name} failed or was slow in {status.BadRatio ?? 0:P0} of the bad requests ")
        + Text($"and in {status.GoodRatio ?? 0:P0} of the good ones");

    // Requests are read after their total.
    private static double? Share(long part, long all) => all <= 0 ? null : Math.Clamp(part / (double)all, 0, 1);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
