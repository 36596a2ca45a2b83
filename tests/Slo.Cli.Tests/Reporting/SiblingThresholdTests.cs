using FsCheck;
using FsCheck.Fluent;
using Slo.Cli.Definitions;
using Slo.Shared.Reporting;
using Slo.Testing;
using Xunit;
using static Slo.Tests.Reporting.ReportWorld;

namespace Slo.Tests.Reporting;

/// <summary>Thresholds of objectives that count the same requests: the one that the target supports is proposed.</summary>
public sealed class SiblingThresholdTests
{
    private static readonly ReportRange Week = new(March, March.AddDays(7));

    [Fact]
    public void Threshold_ThatIsTooHigh_GetsTheLowestValueThatIsSupported()
    {
        Suggestion one = Assert.Single(Suggest(Of(300, 0), Of(50, 20), Of(100, 4), Of(200, 1)).Suggestions, one => one.Kind == SuggestionKind.Threshold);

        Assert.Equal("Lower the threshold from 300ms to 100ms, in place of another target.", one.Change);
        Assert.Equal(
            "'t100' counts the same events with 100ms: 672 of 168,000 were bad, and 99 % allows 1,680 (40.0 % of the budget), in the worst of "
            + "1 known period: at least half of the budget would have been left. With the same target, this objective would repeat 't100': keep one of them.",
            one.Reason);
        Assert.Equal(("\"t300\": { \"FasterThan\": \"100ms\" }", ".FasterThan(TimeSpan.FromMilliseconds(100))"), (one.Json, one.Code));
        using TestFolder folder = new();
        Assert.Equal(TimeSpan.FromMilliseconds(100), DefinitionFile.Read(folder.Definitions(one.Json!.Replace("{ ", "{ \"TargetPercent\": 99, \"Http\": {}, ", StringComparison.Ordinal)), "t300").LatencyThreshold);
    }

    [Fact]
    public void Threshold_ThatIsTooHigh_WithoutAnotherThatIsSupported_IsBetweenBoth()
    {
        Suggestion one = Assert.Single(Suggest(Of(300, 0), Of(50, 20), Of(100, 6)).Suggestions, one => one.Kind == SuggestionKind.Threshold);

        Assert.StartsWith("Lower the threshold of 300ms to a value above 100ms: measure", one.Change, StringComparison.Ordinal);
        Assert.Contains("'t100' counts the same events with 100ms: 1,008 of 168,000 were bad", one.Reason, StringComparison.Ordinal);
        Assert.Null(one.Json);
    }

    [Fact]
    public void Threshold_ThatIsTooLow_GetsTheLowestValueThatIsSupported()
    {
        Suggestion one = Assert.Single(Suggest(Of(50, 300), Of(100, 10), Of(200, 9), Of(300, 0)).Suggestions, one => one.Kind == SuggestionKind.Threshold);

        Assert.Equal("Raise the threshold from 50ms to 200ms, in place of another target.", one.Change);
        Assert.Contains("'t200' counts the same events with 200ms: 1,512 of 168,000 were bad, and 99 % allows 1,680 (90.0 % of the budget)", one.Reason, StringComparison.Ordinal);
    }

    // Each tagged objective counts the endpoints that name it: equal definitions are not the same requests, nor are equal predicates.
    [Fact]
    public void Siblings_WhoseEventsCodeDecides_AreNone()
    {
        SloObjective orders = Tagged("orders", 300);
        SloObjective payments = Tagged("payments", 100);

        Assert.True(orders.Indicator.Equals(payments.Indicator));
        Assert.Empty(SiblingObjectives.Of(orders, [orders, payments]));

        static SloObjective Tagged(string name, int milliseconds) => new SloObjectiveBuilder(name).TargetPercent(99)
            .HttpServer(http => http.TaggedEndpoints()).FasterThan(TimeSpan.FromMilliseconds(milliseconds)).Build();
    }

    // What fails for another reason is bad with any threshold.
    [Fact]
    public void Threshold_OfRequestsThatFail_IsNotRaised()
    {
        Assert.DoesNotContain(Suggest(Of(50, 300), Of(100, 300), Of(null, 250)).Suggestions, one => one.Kind == SuggestionKind.Threshold);
        Suggestion slow = Assert.Single(Suggest(Of(50, 300), Of(100, 290), Of(null, 2)).Suggestions, one => one.Kind == SuggestionKind.Threshold);
        Assert.Contains("which is above 100ms", slow.Change, StringComparison.Ordinal);
        Assert.DoesNotContain("unless", slow.Reason, StringComparison.Ordinal);
    }

    // Another route, code, another number of events, and slices of time: not the same events, or no percentile of them.
    [Fact]
    public void Objectives_OfOtherEvents_AreNotCompared()
    {
        SloObjective one = Of(300, 0).Objective;

        Assert.Empty(SiblingObjectives.Of(one, [one, Of(300, 0, "other").Objective, Of(100, 0, route: "/payments").Objective]));
        Assert.Empty(SiblingObjectives.Of(
            Objective("a").FasterThan(TimeSpan.FromMilliseconds(300)).Build(), [Objective("b").FasterThan(TimeSpan.FromMilliseconds(100)).Build()]));
        Assert.Equal(["a", "t100"], SiblingObjectives.Of(one, [Of(100, 0).Objective, Of(null, 0, "a").Objective]).Select(other => other.Name));
        Assert.Equal(SuggestionLimits.MostSiblings, SiblingObjectives.Of(one, Enumerable.Range(1, 40).Select(i => Of(i, 0).Objective)).Count);

        ReportSubject fewer = Of(100, 1) with { Steps = [.. Of(100, 1).Steps.Take(160)] };
        Assert.Contains("measure", Assert.Single(Suggest(Of(300, 0), fewer).Suggestions, other => other.Kind == SuggestionKind.Threshold).Change, StringComparison.Ordinal);
    }

    // What a registry has: the siblings come with the objective that is named.
    [Fact]
    public void Subjects_OfARegistry_HaveTheirSiblings()
    {
        ManualTime time = new(March);
        using SloRegistry registry = new(time);
        foreach (ReportSubject one in new[] { Of(300, 0), Of(100, 0), Of(50, 0, route: "/payments") })
        {
            registry.Add(one.Objective).Record(10, 1);
        }

        time.Advance(TimeSpan.FromMinutes(2));
        registry.Evaluate();
        ReportSubject subject = Assert.Single(ReportSubjects.Of(registry, ["t300"], [], [], CancellationToken.None).Subjects);

        Assert.Equal(["t100"], subject.Siblings.Select(one => one.Objective.Name));
        Assert.Equal(11, subject.Siblings[0].Steps.Sum(step => step.Events.Total));
    }

    private static SuggestionResult Suggest(ReportSubject one, params ReportSubject[] siblings) =>
        ReportBuilder.Suggest(one with { Siblings = siblings }, Week, CancellationToken.None);

    /// <summary>A week of 1,000 requests an hour, of which so many are bad with this threshold.</summary>
    private static ReportSubject Of(int? milliseconds, int bad, string? name = null, string route = "/orders") =>
        Subject(Define(milliseconds, 99, name, route), Hours(March, 7 * 24, 1000 - bad, bad));

    private static SloObjective Define(int? milliseconds, decimal target, string? name = null, string route = "/orders")
    {
        SloObjectiveBuilder builder = new SloObjectiveBuilder(name ?? $"t{milliseconds}").TargetPercent(target).NoRules().HttpServer(http => http.Route("GET", route));
        return (milliseconds is { } threshold ? builder.FasterThan(TimeSpan.FromMilliseconds(threshold)) : builder).Build();
    }

    [SeededProperties(MaxTest = 200)]
    public sealed class Properties
    {
        private static readonly int[] Thresholds = [50, 100, 300, 1000];

        /// <summary>Of the requests of an hour: how many took up to 50, 100, 300, 1000 ms and more, and how many failed.</summary>
        private static readonly Gen<int[]> Hour =
            from fast in Gen.Elements(1000, 20_000)
            from slower in Gen.ArrayOf(Gen.Elements(0, 0, 1, 20, 150, 3000), 4)
            from failed in Gen.Elements(0, 0, 0, 3, 500)
            select (int[])[fast, .. slower, failed];

        // From the durations themselves: the lowest threshold of another objective with which the target holds in both weeks.
        [FsCheck.Xunit.Property]
        public static Property Value_IsTheNaiveOne() => Prop.ForAll(
            Arb.From(Hour), Arb.From(Hour), Arb.From(Gen.Elements(0, 1, 2, 3)), (before, now, which) =>
            {
                const decimal Target = 0.99m;
                double Spent(int[] hour, int? threshold) => (hour.Sum() - Good(hour, threshold)) / (hour.Sum() * (double)(1 - Target));
                double Most(int? threshold) => Math.Max(Spent(before, threshold), Spent(now, threshold));
                int own = Thresholds[which];
                var isLoose = Most(own) <= 0.25;
                var isTight = Spent(before, own) > 1 && Spent(now, own) > 1;
                var isFar = Spent(before, own) > 10 && Spent(now, own) > 10;
                int? lower = Thresholds.Where(one => one < own && Most(one) <= 0.5).Cast<int?>().Min();
                int? higher = Thresholds.Where(one => one > own && Most(one) <= 0.9).Cast<int?>().Min();
                var code = (isLoose ? lower : isTight ? higher : null) is { } value ? $".FasterThan(TimeSpan.FromMilliseconds({value}))" : null;
                var isSuggested = isLoose || code is not null || (isFar && Most(null) <= 1);

                ReportSubject[] all = [.. Thresholds.Cast<int?>().Append(null).Select(one => Of(one, before, now))];
                Suggestion? suggested = Suggest(all[which], [.. all.Where((_, i) => i != which)]).Suggestions.SingleOrDefault(one => one.Kind == SuggestionKind.Threshold);

                Assert.Equal(isSuggested, suggested is not null);
                Assert.Equal(code, suggested?.Code);
                return true.Classify(isLoose && code is not null, "lower").Classify(isTight && code is not null, "higher").Classify(isSuggested && code is null, "measure");
            });

        private static ReportSubject Of(int? threshold, int[] before, int[] now) => Subject(
            Define(threshold, 99),
            [
                .. Hours(March.AddDays(-7), 7 * 24, Good(before, threshold), before.Sum() - Good(before, threshold)),
                .. Hours(March, 7 * 24, Good(now, threshold), now.Sum() - Good(now, threshold)),
            ]);

        private static int Good(int[] hour, int? threshold) => hour.Take(threshold is { } one ? Array.IndexOf(Thresholds, one) + 1 : 5).Sum();
    }
}
