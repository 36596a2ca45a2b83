using Slo.Testing;
using Xunit;

namespace Slo.Tests.Traces;

/// <summary>Recorded histories through recorder, ring and evaluator, judged by exact answers that were not made here.</summary>
public sealed class TraceReplayTests(ITestOutputHelper output)
{
    private static readonly TimeSpan[] Periods = [TimeSpan.FromDays(30), TimeSpan.FromDays(7)];

    /// <summary>The published histories; where the oracle is absent one empty name, so that the test can say so.</summary>
    public static TheoryData<string> Names => Oracle.Root is null
        ? [""]
        : [.. Directory.EnumerateFiles(Oracle.PathOf("traces", "dev"), "*.csv").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Replay_OfPublishedTrace_AgreesWithOracleAtEveryMinute(string name)
    {
        Assert.SkipWhen(Oracle.MissingReason is not null, Oracle.MissingReason ?? "");
        var trace = Trace.Read(Oracle.PathOf("traces", "dev", name + ".csv"));
        var table = WindowTable.Read(Oracle.PathOf("expected", "dev", name + ".windows.csv.gz"));

        Tally[] tallies = await Task.WhenAll(Periods.Select(period => Task.Run(() => Play(trace, table, period), TestContext.Current.CancellationToken)));

        Assert.All(tallies, tally =>
        {
            output.WriteLine($"{name}: {trace.Minutes} minutes, {tally.Report}");
            Assert.True(tally.Wrong == 0, tally.Report);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Replay_OverFiveInstances_AgreesWithOracleAtEveryMinute(string name)
    {
        Assert.SkipWhen(Oracle.MissingReason is not null, Oracle.MissingReason ?? "");
        var trace = Trace.Read(Oracle.PathOf("traces", "dev", name + ".csv"));
        var table = WindowTable.Read(Oracle.PathOf("expected", "dev", name + ".windows.csv.gz"));
        SplitFleet? fleet = null;

        Tally tally = await Task.Run(
            () => Play(trace, table, TimeSpan.FromDays(7), registry => fleet = new SplitFleet(registry, DateTimeOffset.FromUnixTimeSeconds(trace.Start), trace.Minutes)),
            TestContext.Current.CancellationToken);

        output.WriteLine($"{name}: {trace.Minutes} minutes, {fleet!.LateSteps} late steps, {tally.Report}");
        Assert.True(fleet.LateSteps > 0, "some steps are late");
        Assert.True(tally.Wrong == 0, tally.Report);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sums_OfPublishedTrace_AreThePublishedCounts(string name)
    {
        Assert.SkipWhen(Oracle.MissingReason is not null, Oracle.MissingReason ?? "");
        var own = WindowTable.From(Trace.Read(Oracle.PathOf("traces", "dev", name + ".csv")));
        var published = WindowTable.Read(Oracle.PathOf("expected", "dev", name + ".windows.csv.gz"));

        Assert.Equal((published.FirstMinute, published.Minutes), (own.FirstMinute, own.Minutes));
        Assert.True(own.HasSameCounts(published));
    }

    private static Tally Play(Trace trace, WindowTable table, TimeSpan period, Func<SloRegistry, SplitFleet>? fleet = null)
    {
        using Replay replay = new(trace, fleet);
        Tally tally = new();
        List<(ReplayedObjective Objective, PublishedAnswers Published)> objectives = [];
        foreach (var target in trace.Targets)
        {
            var published = PublishedAnswers.Read(Oracle.PathOf("expected", "dev", $"{trace.Name}.{target}.{SloDuration.Format(period)}.json"));
            TraceObjectives build = new(trace, table, published, target, period);
            objectives.Add((build.WithDefaultRules(replay), published));
            if (fleet is null)
            {
                objectives.Add((build.WithOwnRules(replay), published));
            }
        }

        replay.Run((minute, at) => objectives.ForEach(item => item.Objective.Compare(minute, at, tally)));

        if (period.Days == 7)
        {
            Assert.All(objectives, item => Assert.Equal(item.Published.FirstExhausted, item.Objective.FirstExhausted));
        }

        return tally;
    }
}
