using Slo.Shared.History;
using Slo.Shared.Replay;
using Xunit;

namespace Slo.Tests.Replay;

/// <summary>What followed observations: an alert, a budget that burned, or nothing.</summary>
public sealed class ObservationFollowUpTests
{
    private const long Start = 1_790_000_100;
    private const long Slice = 300;

    private static readonly (int Slices, long Good, long Bad) Usual = (1_200, 600, 0);

    // 3 % of bad events burn three times the budget: a window of 6 hours reaches 2 after 4 of them.
    [Fact]
    public void Observation_BeforeAnAlert_IsEarlierByTheTimeBetween()
    {
        ObservationOutcomes outcomes = Replay(
            builder => builder.BurnRateRule(AlertSeverity.Ticket, 2, TimeSpan.FromHours(6), TimeSpan.FromMinutes(30)),
            Usual, (144, 582, 18), (300, 600, 0));

        ObservationOutcome outcome = Assert.Single(outcomes.Signals);
        Assert.Equal((SloAnomalySignal.BadRatio, 1, 1, 1, 0, 0), (outcome.Signal, outcome.Count, outcome.Alerted, outcome.Earlier, outcome.Burned, outcome.Alone));
        Assert.InRange(outcome.MedianLead!.Value, TimeSpan.FromHours(3.5), TimeSpan.FromHours(4.5));
        Assert.Equal((1, 1), (outcomes.Alerts, outcomes.Announced));
    }

    [Fact]
    public void Observation_WithAnAlert_IsNotEarlier()
    {
        ObservationOutcomes outcomes = Replay(
            builder => builder.BurnRateRule(AlertSeverity.Ticket, 2, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5)),
            Usual, (24, 300, 300), (300, 600, 0));

        ObservationOutcome outcome = Assert.Single(outcomes.Signals);
        Assert.Equal((1, 1, 0, null), (outcome.Count, outcome.Alerted, outcome.Earlier, outcome.MedianLead));
        Assert.Equal((1, 0), (outcomes.Alerts, outcomes.Announced));
    }

    [Fact]
    public void Observation_BeforeABurnWithoutAlert_IsOfABudgetThatBurned()
    {
        ObservationOutcome outcome = Assert.Single(Replay(builder => builder.NoRules(), Usual, (300, 540, 60), (10, 600, 0)).Signals);

        Assert.Equal((1, 0, 1, 0), (outcome.Count, outcome.Alerted, outcome.Burned, outcome.Alone));
    }

    // Of an objective of an hour, the hour after the observation counts, and not the last one of the day after it.
    [Theory]
    [InlineData(true, 1, 0)]
    [InlineData(false, 0, 1)]
    public void Observation_OfAShortPeriod_IsJudgedByThePeriodAfterIt(bool burnsAtOnce, int burned, int alone)
    {
        (int Slices, long Good, long Bad) burning = (12, 540, 60);
        (int Slices, long Good, long Bad) empty = (3, 0, 0);
        ObservationOutcome[] outcomes =
        [
            .. Replay(
                builder => builder.NoRules().Rolling(TimeSpan.FromHours(1)),
                burnsAtOnce ? [Usual, burning, (600, 600, 0)] : [Usual, empty, (271, 600, 0), (20, 540, 60), (300, 600, 0)]).Signals,
        ];

        ObservationOutcome outcome = outcomes.Single(
            one => one.Signal == (burnsAtOnce ? SloAnomalySignal.BadRatio : SloAnomalySignal.Traffic));
        Assert.Equal((1, 0, burned, alone), (outcome.Count, outcome.Alerted, outcome.Burned, outcome.Alone));
    }

    // A burn of half an hour spends the budget of that time; then the app does not run, for less than a day or for more.
    [Theory]
    [InlineData(120)]
    [InlineData(2_000)]
    public void Observation_BeforeAPause_IsOfABudgetThatBurned(int pause)
    {
        List<TraceRow> rows = [.. Rows([Usual, (12, 300, 300)])];
        var end = rows[^1].Time + Slice;
        rows.Add(new TraceRow(end, 0, 0, IsGap: true));
        rows.AddRange(Enumerable.Range(0, 400).Select(i => new TraceRow(end + (60 * pause) + (i * Slice), 600, 0)));
        ObservationOutcome outcome = Assert.Single(Replay(builder => builder.NoRules(), [], rows, Slice).Signals);

        Assert.Equal((SloAnomalySignal.BadRatio, 1, 0, 1, 0), (outcome.Signal, outcome.Count, outcome.Alerted, outcome.Burned, outcome.Alone));
    }

    // Steps of hours see neither an alert of half an hour nor the burn of a period of an hour.
    [Theory]
    [InlineData(300, true)]
    [InlineData(3_600, true)]
    [InlineData(21_600, true)]
    [InlineData(300, false)]
    [InlineData(3_600, false)]
    [InlineData(21_600, false)]
    public void Observation_OfAnyStep_HasTheSameOutcome(long step, bool hasRules)
    {
        ObservationOutcomes outcomes = Replay(
            builder => hasRules ? builder.Rolling(TimeSpan.FromHours(1)) : builder.Rolling(TimeSpan.FromHours(1)).NoRules(), [],
            [.. Rows([Usual, (6, 300, 300), (600, 600, 0)])], step);

        ObservationOutcome outcome = Assert.Single(outcomes.Signals, one => one.Signal == SloAnomalySignal.BadRatio);
        Assert.Equal((1, hasRules ? 1 : 0, hasRules ? 0 : 1, 0), (outcome.Count, outcome.Alerted, outcome.Burned, outcome.Alone));
        Assert.Equal(hasRules ? 1 : 0, outcomes.Alerts);
    }

    // Neither the ticket of the observation itself, nor the end of the trace, is something that followed or was unusual.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Observation_BeforeNothing_IsAlone(bool hasRule)
    {
        ObservationOutcomes outcomes = Replay(
            builder => hasRule ? builder.NoRules().AnomalyRule() : builder.NoRules(), Usual, (3, 0, 0), (400, 600, 0));

        ObservationOutcome outcome = Assert.Single(outcomes.Signals);
        Assert.Equal((SloAnomalySignal.Traffic, 1, 0, 0, 1), (outcome.Signal, outcome.Count, outcome.Alerted, outcome.Burned, outcome.Alone));
        Assert.Equal((0, 0), (outcomes.Alerts, outcomes.Announced));
    }

    // A history has no durations: what the app observed of latency is followed beside what the replay finds.
    [Fact]
    public void Observation_OfLatencyThatTheAppMade_IsFollowedToo()
    {
        SloObservation[] latency =
        [
            Latency(slice: 100),
            Latency(slice: Usual.Slices - 12),
        ];
        ObservationOutcomes outcomes = Replay(
            builder => builder.BurnRateRule(AlertSeverity.Ticket, 2, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5)), latency,
            Usual, (24, 300, 300), (300, 600, 0));

        Assert.Equal([SloAnomalySignal.BadRatio, SloAnomalySignal.Latency], outcomes.Signals.Select(one => one.Signal));
        ObservationOutcome outcome = outcomes.Signals[1];
        Assert.Equal((2, 1, 1, 0, 1), (outcome.Count, outcome.Alerted, outcome.Earlier, outcome.Burned, outcome.Alone));
        Assert.InRange(outcome.MedianLead!.Value, TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(60));
        Assert.Equal((1, 1), (outcomes.Alerts, outcomes.Announced));
    }

    private static SloObservation Latency(int slice) => new(
        "x", SloAnomalySignal.Latency, DateTimeOffset.FromUnixTimeSeconds(Start + (slice * Slice)), null, 1, SloAnomalyBasis.Value, 0.2, 0, 0.01);

    private static ObservationOutcomes Replay(
        Func<SloObjectiveBuilder, SloObjectiveBuilder> declare, params (int Slices, long Good, long Bad)[] parts) =>
        Replay(declare, [], parts);

    private static ObservationOutcomes Replay(
        Func<SloObjectiveBuilder, SloObjectiveBuilder> declare, SloObservation[] latency, params (int Slices, long Good, long Bad)[] parts) =>
        Replay(declare, latency, [.. Rows(parts)], Slice);

    private static IEnumerable<TraceRow> Rows((int Slices, long Good, long Bad)[] parts) => parts
        .SelectMany(part => Enumerable.Repeat((part.Good, part.Bad), part.Slices)).Select((row, i) => new TraceRow(Start + (i * Slice), row.Good, row.Bad));

    private static ObservationOutcomes Replay(
        Func<SloObjectiveBuilder, SloObjectiveBuilder> declare, SloObservation[] latency, List<TraceRow> rows, long step)
    {
        VirtualTime time = new(rows[0].Time * TimeSpan.TicksPerSecond);
        using Subject subject = new("", declare(new SloObjectiveBuilder("x").TargetPercent(99).UnobservedTime(UnobservedTime.Exclude)).Build(), time);
        Summaries summaries = new([subject], follows: true);
        summaries.All[0].FollowUp.Expect(latency);
        new TraceReplay(rows, step, time, [subject], summaries).Run(null, TestContext.Current.CancellationToken);

        // The same alerts as those of the replay, where no rule is about observations.
        Assert.True(subject.Objective.Rules.Any(rule => rule is AnomalyRule) || summaries.All[0].Episodes.Count == summaries.All[0].FollowUp.OutcomesOf(DateTimeOffset.MinValue, DateTimeOffset.MaxValue).Alerts);
        return summaries.All[0].FollowUp.OutcomesOf(DateTimeOffset.MinValue, DateTimeOffset.FromUnixTimeSeconds(rows[^1].Time));
    }
}
