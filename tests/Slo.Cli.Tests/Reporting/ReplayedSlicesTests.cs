using Slo.Shared.Reporting;
using Xunit;
using static Slo.Tests.Reporting.ReportWorld;

namespace Slo.Tests.Reporting;

/// <summary>A slice of the budget without an event counts as good: an objective is played with an event in each slice, or not at all.</summary>
public sealed class ReplayedSlicesTests
{
    private static readonly ReportRange Year = new(March, March.AddDays(365));

    // 12 of the 21.6 hours that 90 days allow. Rows that are longer than a minute would leave some slices of these hours empty.
    [Fact]
    public void PeriodBeforeTheRange_IsPlayedWithAllSlices()
    {
        SloObjective objective = Slices(90).RemainingBudgetRule(AlertSeverity.Ticket, 0.46m).Build();
        var from = March.AddDays(-90);
        ReportSubject subject = Subject(objective, Hours(from, 121 * 24, 6000, 0, Bad(2500, 12)));
        RuleReplay rules = RuleReplay.Play(subject, ReportBuilder.ResultOf(subject, Month, CancellationToken.None), CancellationToken.None)!;

        Assert.Empty(rules.Unplayed);
        Assert.Equal(1, Assert.Single(rules.Declared, one => one.Rule is RemainingBudgetRule).Fired);
    }

    // All slices of an hour are bad.
    [Fact]
    public void Observations_OfAHundredDays_ArePlayedWithAllSlices()
    {
        SloObjective objective = Slices(30).BurnRateRule(AlertSeverity.Page, 98, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5)).Build();
        ReportSubject subject = Subject(objective, Hours(March.AddDays(-14), 114 * 24, 6000, 0, Bad(2000, 3)));
        var played = ObservationReplay.Play(subject, new(March, March.AddDays(100)), CancellationToken.None);

        Assert.Null(played.Reason);
        Assert.Equal(1, played.Alerts);
    }

    [Fact]
    public void Year_OfSlicesOfAMinute_IsNotPlayed_AndSaidSo()
    {
        SloObjective objective = Slices(30).BurnRateRule(AlertSeverity.Page, 50, TimeSpan.FromHours(1), TimeSpan.FromMinutes(30)).Build();
        ObjectiveReport report = Build(Subject(objective, Hours(March, 365 * 24, 6000, 0, Bad(2000, 300))), Year);
        ReportTable table = ReportTables.WhatIf(report);
        const string Reason = "its budget has slices of 1m, and so long a history is played in rows of 3m1s.";

        Assert.True(report.Now.SpentRatio > 1);
        Assert.DoesNotContain(report.Suggestions, one => one.Kind == SuggestionKind.Rule);
        Assert.Contains(report.Missing, one => one.Kind == SuggestionKind.Rule && one.Reason == $"For rules: {Reason}");
        Assert.All(table.Rows, row => Assert.Equal(["–", "–"], row[3..]));
        Assert.Contains($"Alerts at 99 % are not known: {Reason}", table.Note, StringComparison.Ordinal);
    }

    // Nothing says that no rule fired.
    [Fact]
    public void Year_ThatIsNotPlayed_WithoutARuleAboutTheBudget_SuggestsNone()
    {
        SloObjective objective = Slices(30).NoRules().SilenceRule(AlertSeverity.Ticket, TimeSpan.FromHours(1)).Build();
        ReportSubject subject = Subject(objective, Hours(March, 365 * 24, 6000, 0, Bad(2000, 300)));
        SuggestionResult result = ReportBuilder.Suggest(subject, Year, CancellationToken.None);

        Assert.Contains(result.Missing, one => one.Reason.StartsWith("For rules: its budget has slices", StringComparison.Ordinal));
        Assert.DoesNotContain(result.Suggestions, one => one.Kind == SuggestionKind.Rule);
    }

    // What was not observed has no rows.
    [Fact]
    public void Year_OfWhichAMonthWasObserved_IsPlayed()
    {
        SloObjective objective = Slices(365).BurnRateRule(AlertSeverity.Page, 98, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5)).Build();
        ReportSubject subject = Subject(objective, Hours(Year.To.AddDays(-30), 30 * 24, 6000, 0, Bad(200, 3)));
        RangeResult result = ReportBuilder.ResultOf(subject, Year, CancellationToken.None);

        Assert.Equal(1, Assert.Single(RuleReplay.Play(subject, result, CancellationToken.None)!.Declared).Fired);
        Assert.Equal(1, WhatIfReplay.Play(subject, result, null, CancellationToken.None).Single(one => one.IsCurrent).Pages);
    }

    // Either no row is longer than a slice, or the objective is not played.
    [Theory]
    [InlineData(31, 1, 60)]
    [InlineData(121, 1, 60)]
    [InlineData(122, 1, 60)]
    [InlineData(122, 1, 1)]
    [InlineData(365, 3, 60)]
    [InlineData(365, 4, 60)]
    [InlineData(800, 5, 60)]
    [InlineData(800, 60, 240)]
    public void Rows_AreNoLongerThanASlice_OrNotPlayed(int days, int slice, int minutes)
    {
        SloObjective objective = Objective().Timeslices(TimeSpan.FromMinutes(slice), 0.95m).Build();
        ReportRange range = new(March, March.AddDays(days));
        ReportSubject subject = Subject(objective, Enumerable.Range(0, days * 1440 / minutes).Select(
            i => new SloHistoryStep(March.AddMinutes(i * minutes), March.AddMinutes((i + 1) * minutes), new(600, 6))));
        var rows = ReplayRows.Of(subject, range, TimeSpan.FromHours(2), [objective]);
        var longest = rows.Rows.Zip(rows.Rows.Skip(1)).Select(pair => pair.Second.Time - pair.First.Time).Append(range.To.ToUnixTimeSeconds() - rows.Rows[^1].Time).Max();

        Assert.Equal(longest, rows.Longest.TotalSeconds);
        Assert.Equal(longest > slice * 60, rows.Unplayable(objective) is not null);
        Assert.True(longest <= slice * 60 || days * 1440 > ReplayRows.MostRows * slice);
    }

    private static SloObjectiveBuilder Slices(int days) => Objective().Rolling(TimeSpan.FromDays(days)).Timeslices(TimeSpan.FromMinutes(1), 0.95m);

    private static (int Hour, long Good, long Bad)[] Bad(int from, int hours) => [.. Enumerable.Range(from, hours).Select(hour => (hour, 5400L, 600L))];
}
