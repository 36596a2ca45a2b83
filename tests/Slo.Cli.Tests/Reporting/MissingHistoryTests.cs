using FsCheck;
using FsCheck.Fluent;
using Slo.Shared.Reporting;
using Slo.Testing;
using Xunit;
using static Slo.Tests.Reporting.ReportWorld;

namespace Slo.Tests.Reporting;

/// <summary>What a history lacks for suggestions, with what there is and what is needed.</summary>
public sealed class MissingHistoryTests
{
    private const int Hours168 = 7 * 24;

    private static readonly ReportRange Week = new(March, March.AddHours(Hours168));

    [Fact]
    public void Reasons_HaveTheNumbers()
    {
        Assert.Equal(
            ["28.6 % of 7d was observed; 50.0 % is needed, which is 3d12h."], Reasons(Subject(Latency(), Hours(March.AddDays(5), 48, 1000, 0))));
        Assert.Equal(["0.0 % of 7d was observed; 50.0 % is needed, which is 3d12h."], Reasons(Subject(Latency(), [])));
        Assert.Equal(
            ["0.3 % of 7d was observed; 50.0 % is needed, which is 3d12h; an app keeps only about 1d."],
            Reasons(Subject(Objective().Rolling(TimeSpan.FromDays(1)).Build(), [new(March.AddHours(167.5), March.AddHours(168), new(100, 0))])));
        Assert.Equal(["There was no event in 7d."], Reasons(Subject(Latency(), Hours(March, Hours168, 0, 0))));
        Assert.Equal(
            [
                "For a higher target: 71.4 % of 7d was observed; 90.0 % is needed, which is 6d7h12m.",
                "For a lower threshold: 71.4 % of 7d was observed; 90.0 % is needed, which is 6d7h12m.",
                "For a rule that cannot fire or is too loud: 71.4 % of 7d was observed; 90.0 % is needed, which is 6d7h12m.",
            ],
            Reasons(Subject(Latency(), Hours(March.AddDays(2), 120, 1000, 0))));
        Assert.Equal(
            [
                "For a higher target: 840 events allow fewer than 10 bad ones at 99.5 %; 2,000 are needed.",
                "For another threshold: 840 events allow fewer than 10 bad ones at 99 %; 1,000 are needed.",
            ],
            Reasons(Subject(Latency(), Hours(March, Hours168, 5, 0))));
        Assert.Equal(
            ["The target was missed in the only period that is known: for a lower one, 2 periods are needed."], Reasons(Subject(Objective().Build(), Hours(March, Hours168, 900, 100))));
        Assert.Equal(
            ["For a rule that always or never fires: 18h were evaluated; 1d are needed."],
            ReportBuilder.Suggest(
                Subject(Objective().Rolling(TimeSpan.FromDays(1)).Build(), Hours(March.AddHours(6), 18, 990, 10)), new(March, March.AddDays(1)), CancellationToken.None).Missing.Select(one => one.Reason));
    }

    // Its history is gone, and the record has no course of time to play rules over.
    [Fact]
    public void Rules_OfARecord_AreMissing()
    {
        SuggestionResult result = ReportBuilder.Suggest(Subject(Objective().Build(), [], entries: [Closed(March, "met", "99.5", "50")]), Month, CancellationToken.None);

        Assert.Equal(["rule"], result.Missing.Select(one => one.Word));
        Assert.True(result.IsJudged);
    }

    [Fact]
    public void Routes_WithTooFewRequests_AreCounted()
    {
        RouteReport[] routes = [new("GET", "/a", 40, 0), new("GET", "/b", 7, 0), new("", CoverageReport.NoEndpoint, 5000, 0)];

        Assert.Equal(
            "2 routes without an objective, each with at most 40 requests since 2026-03-01 00:00; 200 are needed.", CoverageSuggestions.Missing(new(March, 15_000, 5000, routes))?.Reason);
        Assert.Null(CoverageSuggestions.Missing(new(March, 15_000, 0, [])));
        Assert.Null(CoverageSuggestions.Missing(null));
        Assert.Null(CoverageSuggestions.Missing(new(March, 0, 147, [new("GET", "/a", 140, 0), new("GET", "/b", 7, 0)])));
    }

    private static SloObjective Latency() => Objective().FasterThan(TimeSpan.FromMilliseconds(300)).Build();

    private static IEnumerable<string> Reasons(ReportSubject subject) => ReportBuilder.Suggest(subject, Week, CancellationToken.None).Missing.Select(one => one.Reason);

    [SeededProperties(MaxTest = 60)]
    public sealed class Properties
    {
        // The last hours of a week were observed, with so many events in each, of which some are bad.
        [FsCheck.Xunit.Property]
        public static Property Kinds_AreTheNaiveOnes() => Prop.ForAll(
            Arb.From(Gen.Elements(0, 10, 70, 95, 140, 160, 168)), Arb.From(Gen.Elements(0, 2, 5, 9, 100)), Arb.From(Gen.Elements(0, 1, 2, 3)), (hours, events, bad) =>
            {
                bad = Math.Min(bad, events);
                SuggestionResult result = ReportBuilder.Suggest(Subject(Latency(), Hours(March.AddHours(Hours168 - hours), hours, events - bad, bad)), Week, CancellationToken.None);
                var (total, share) = (hours * events, hours / 168.0);
                List<string> expected = [];
                if (share < 0.5 || total == 0)
                {
                    expected.Add("any");
                }
                else
                {
                    var (isMissed, isLoose) = (bad * 100 > events, bad == 0);
                    if (isMissed || (isLoose && (share < 0.9 || total * 0.005 < 10)))
                    {
                        expected.Add("target");
                    }

                    if (total < 1000 || (isLoose && share < 0.9))
                    {
                        expected.Add("threshold");
                    }

                    if (share < 0.9)
                    {
                        expected.Add("rule");
                    }
                }

                Assert.Equal(expected, result.Missing.Select(one => one.Word ?? "any"));
                Assert.Equal(share >= 0.5 && total > 0, result.IsJudged);
                Assert.All(result.Missing, one => Assert.True(one.ObservedRatio < one.NeededRatio || one.Count < one.NeededCount));

                // What is missing is not suggested.
                Assert.DoesNotContain(result.Missing, one => result.Suggestions.Any(other => other.Kind == one.Kind || one.Kind is null) && one.Kind != SuggestionKind.Rule);
            });
    }
}
