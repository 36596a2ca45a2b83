using FsCheck;
using FsCheck.Fluent;
using Slo.Shared.Reporting;
using Slo.Testing;
using Xunit;
using static Slo.Tests.Reporting.ReportWorld;

namespace Slo.Tests.Reporting;

/// <summary>What is suggested of one or two weeks, against naive searches.</summary>
[SeededProperties(MaxTest = 25)]
public sealed class SuggestionPropertyTests
{
    private const int Hours168 = 7 * 24;

    private static readonly ReportRange Week = new(March, March.AddHours(Hours168));

    private static readonly Gen<(int Hour, int Bad)> Trouble =
        from hour in Gen.Choose(0, Hours168 - 1)
        from bad in Gen.Choose(1, 400)
        select (hour, bad);

    private static readonly Gen<(int Traffic, (int Hour, int Bad)[] Troubles)> Some =
        from traffic in Gen.Elements(3, 40, 1000, 20_000)
        from troubles in Gen.ArrayOf(Trouble, 12)
        select (traffic, troubles);

    // Of 1,000 events in each row of three minutes so many are bad, in some hours or in all; a rule of this factor watches them. Four or five
    // hours of 150 spend less than a quarter of the budget of a fortnight, and the default rules fire as often.
    private static readonly Gen<(int Factor, int Always, (int Hour, int Bad)[] Troubles)> Burning =
        from factor in Gen.Elements(1, 2, 5, 13)
        from always in Gen.Elements(0, 0, 0, 0, 0, 1, 60, 140)
        from level in Gen.Elements(0, 25, 150)
        from count in Gen.Elements(0, 4, 5, 12)
        from troubles in Gen.ArrayOf(
            from hour in Gen.Choose(0, (2 * Hours168) - 1)
            from bad in Gen.Elements(11, 15, 25, 60, 135, 160)
            select (hour, level == 0 ? bad : level),
            count)
        select (factor, always, troubles);

    private static readonly SloObjective Usual = Objective().Build();

    // The highest usual target that the week would have met with half of its budget left.
    [FsCheck.Xunit.Property]
    public static Property Target_IsTheNaiveOne() => Prop.ForAll(Arb.From(Some), week =>
    {
        IReadOnlyList<SloHistoryStep> steps = Steps(week);
        (decimal good, decimal bad) = (steps.Sum(step => step.Events.Good), steps.Sum(step => step.Events.Bad));
        var total = good + bad;
        var isLoose = bad <= 0.25m * (total * 0.01m);
        decimal? expected = null;
        foreach (var target in TargetProposal.Ladder)
        {
            if (isLoose && target > 0.99m && bad <= total * (1 - target) / 2 && total * (1 - target) >= 10)
            {
                expected = target;
            }
        }

        Suggestion? one = Suggest(Subject(Usual, steps)).Suggestions.SingleOrDefault(suggestion => suggestion.Kind == SuggestionKind.Target);
        Assert.Equal(expected is { } raised ? $".TargetPercent({Fragments.Percent(raised)}m)" : null, one?.Code);
    });

    // Two weeks that both missed: the highest usual target of which the worse one would have left a tenth.
    [FsCheck.Xunit.Property]
    public static Property LowerTarget_IsTheNaiveOne() => Prop.ForAll(
        Arb.From(Gen.Choose(0, 300)), Arb.From(Gen.Choose(0, 300)), (before, now) =>
        {
            ReportSubject subject = Subject(Usual, [.. Hours(March.AddDays(-7), Hours168, 1000 - before, before), .. Hours(March, Hours168, 1000 - now, now)]);
            decimal worst = Math.Max(before, now);
            decimal? expected = null;
            foreach (var target in TargetProposal.Ladder.Where(_ => before > 10 && now > 10))
            {
                expected = target < 0.99m && worst <= 1000 * (1 - target) * 0.9m ? target : expected;
            }

            Suggestion? one = Suggest(subject).Suggestions.SingleOrDefault(suggestion => suggestion.Kind == SuggestionKind.Target && suggestion.Code is not null);
            Assert.Equal(expected is { } lowered ? $".TargetPercent({Fragments.Percent(lowered)}m)" : null, one?.Code);
        });

    // Whether a rule always fires or is too loud, and whether the default ones are better, as counted from the definition of a burn rate.
    [FsCheck.Xunit.Property(MaxTest = 100)]
    public static Property Rules_ThatAreTooLoudOrAlwaysFire_AreTheNaiveOnes() => Prop.ForAll(Arb.From(Burning), week =>
    {
        SloObjective objective = Objective().BurnRateRule(AlertSeverity.Page, week.Factor, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5)).Build();
        (int Good, int Bad)[] rows = Rows(week.Always, week.Troubles);
        var own = NaiveRule.Play(objective.BurnRateRules.Single(), 0.99m, rows);
        (int Fired, int Firing, int Evaluated)[] defaults = [.. Usual.BurnRateRules.Select(rule => NaiveRule.Play(rule, 0.99m, rows))];
        var isAlways = own.Firing >= 0.9 * own.Evaluated;
        var isLoud = own.Fired >= 3 && own.Fired >= 2.0 * own.Evaluated / (Hours168 * NaiveRule.RowsOfAnHour) && rows.Sum(row => row.Bad) <= 0.25 * 0.01 * rows.Length * 1000;
        var isBetter = isAlways
            ? defaults.All(one => one.Firing < 0.9 * one.Evaluated)
            : defaults.Sum(one => one.Fired) < own.Fired && defaults.Max(one => one.Firing) <= own.Firing;

        Suggestion? one = ReportBuilder.Suggest(Subject(objective, HoursOf(rows)), new(March, March.AddDays(14)), CancellationToken.None).Suggestions
            .SingleOrDefault(one => one.Kind == SuggestionKind.Rule && !one.Reason.Contains("no rule fired", StringComparison.Ordinal));

        Assert.Equal(isAlways || isLoud, one is not null);
        Assert.Equal((isAlways || isLoud) && isBetter ? ".DefaultRules()" : null, one?.Code);
        if (one is not null && isBetter)
        {
            Assert.Contains(FormattableString.Invariant($"would have fired {defaults.Sum(other => other.Fired)} time"), one.Reason, StringComparison.Ordinal);
        }

        return true.Classify(isAlways, "always").Classify(isLoud && isBetter, "loud").Classify(isLoud && !isBetter, "no louder than the defaults");
    });

    // Never where an hour had enough events, and always where no two hours in a row had.
    [FsCheck.Xunit.Property]
    public static Property Minimum_AboveTheTraffic_IsTheNaiveOne() => Prop.ForAll(
        Arb.From(Gen.ArrayOf(Gen.Choose(0, 100), Hours168)), Arb.From(Gen.Choose(1, 220)), (counts, minimum) =>
        {
            SloObjective objective = Objective().BurnRateRule(AlertSeverity.Page, 5, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), minimumEvents: minimum).Build();
            var (busiest, widest) = (counts.Max(), counts.Zip(counts.Skip(1), (one, next) => one + next).Max());
            var isNamed = Suggest(Subject(objective, counts.Select((count, hour) => new SloHistoryStep(March.AddHours(hour), March.AddHours(hour + 1), new(count, 0)))))
                .Suggestions.Any(one => one.Reason.Contains("it can never fire", StringComparison.Ordinal));
            Assert.Equal(isNamed, busiest < minimum && (widest < minimum || isNamed));
            Assert.True(isNamed || widest >= minimum);
        });

    // The limit of a rule that cannot fire is never below what any window saw.
    [FsCheck.Xunit.Property]
    public static Property MostEvents_OfAWindow_AreAtLeastThoseOfEachWindow() => Prop.ForAll(
        Arb.From(Gen.ListOf(Gen.Choose(0, 100))), Arb.From(Gen.Choose(1, 9)), (counts, hours) =>
        {
            SloHistoryStep[] steps = [.. counts.Select((count, i) => new SloHistoryStep(March.AddHours(i), March.AddHours(i + 1), new(count, 0)))];
            var naive = Enumerable.Range(0, counts.Count).Select(i => counts.Skip(i).Take(hours).Sum()).DefaultIfEmpty().Max();
            var wider = Enumerable.Range(0, counts.Count).Select(i => counts.Skip(i).Take(hours + 1).Sum()).DefaultIfEmpty().Max();
            Assert.InRange(RuleReplay.MostEvents(steps, TimeSpan.FromHours(hours)), naive, wider);
            Assert.Equal(naive, RuleReplay.CertainEvents(steps, TimeSpan.FromHours(hours)));
            Assert.Equal(0, RuleReplay.CertainEvents(steps, TimeSpan.FromMinutes(30)));
        });

    // Of each route: enough requests, and the highest target up to 99.9 % that left a tenth of the budget and allows 10 bad requests.
    [FsCheck.Xunit.Property(MaxTest = 100)]
    public static Property ObjectivesOfRoutes_AreTheNaiveOnes() => Prop.ForAll(
        Arb.From(Gen.ArrayOf(Gen.Choose(0, 20_000).SelectMany(requests => Gen.Choose(0, 100).Select(errors => (Requests: requests, Errors: Math.Min(requests, errors)))))),
        Arb.From(Gen.Choose(0, 500_000)), (routes, covered) =>
        {
            RouteReport[] all = [.. routes.Select((route, i) => new RouteReport("GET", $"/{i}", route.Requests, route.Errors)).OrderByDescending(route => route.Requests)];
            CoverageReport coverage = new(March, covered, all.Sum(route => route.Requests), all);
            RouteReport[] expected = [.. all.Where(route => route.Requests >= 100 && route.Requests * 100L >= covered + coverage.Uncovered).Take(10)];
            IReadOnlyList<Suggestion> suggested = CoverageSuggestions.Of(coverage, []);

            Assert.Equal(expected.Select(route => route.Name), suggested.Select(one => one.Change.Split('\'')[1]));
            Assert.All(expected.Zip(suggested), pair =>
            {
                decimal? target = null;
                foreach (var one in TargetProposal.Ladder.Where(one => one <= 0.999m && pair.First.Requests * (1 - one) >= 10))
                {
                    target = pair.First.Errors <= pair.First.Requests * (1 - one) * 0.9m ? one : target;
                }

                Assert.Contains($".TargetPercent({Fragments.Percent(target ?? 0.99m)}m)", pair.Second.Code, StringComparison.Ordinal);
                Assert.Equal(target is null, pair.Second.Reason.Contains("only a start", StringComparison.Ordinal));
            });
            Assert.Equal(all.Length > 0 && expected.Length == 0, CoverageSuggestions.Missing(coverage) is not null);
        });

    private static SuggestionResult Suggest(ReportSubject subject) => ReportBuilder.Suggest(subject, Week, CancellationToken.None);

    private static (int Good, int Bad)[] Rows(int always, (int Hour, int Bad)[] troubles) =>
    [
        .. Enumerable.Range(0, 2 * Hours168).SelectMany(hour => Enumerable.Repeat(Math.Max(always, troubles.Where(one => one.Hour == hour).Select(one => one.Bad).DefaultIfEmpty().Max()), NaiveRule.RowsOfAnHour))
            .Select(bad => (1000 - bad, bad)),
    ];

    private static IEnumerable<SloHistoryStep> HoursOf((int Good, int Bad)[] rows) => rows.Chunk(NaiveRule.RowsOfAnHour).Select((hour, i) => new SloHistoryStep(
        March.AddHours(i), March.AddHours(i + 1), new(hour.Sum(row => row.Good), hour.Sum(row => row.Bad))));

    private static IReadOnlyList<SloHistoryStep> Steps((int Traffic, (int Hour, int Bad)[] Troubles) week) =>
        [.. Hours(March, Hours168, week.Traffic, 0, [.. week.Troubles.DistinctBy(one => one.Hour).Select(one => (one.Hour, (long)week.Traffic, (long)one.Bad))])];
}
