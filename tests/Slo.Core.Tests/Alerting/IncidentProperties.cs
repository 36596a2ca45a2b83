using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Alerting;

/// <summary>The incident log over processes that end at any evaluation, against a list that is made of the alert's own states.</summary>
[SeededProperties]
public sealed class IncidentProperties
{
    [Property(MaxTest = 300, Arbitrary = [typeof(Lives)])]
    public void AnyScript_OfFireResolveAndRestart_LosesNoIncidentAndHasNoneTwice((int Minutes, int Good, int Bad, int Restart)[] steps)
    {
        ManualTime time = new();
        SloObjective objective = Definition.Build(IncidentLogTests.TwoSeverities);
        SloRegistry registry = new(time);
        registry.Add(objective);
        List<(DateTimeOffset Start, DateTimeOffset? End, AlertSeverity Worst)> expected = [];
        foreach (var (minutes, good, bad, restart) in steps)
        {
            registry.Get("x").Record(good, bad);
            time.Advance(TimeSpan.FromMinutes(minutes));
            registry.Evaluate();
            Observe(expected, registry.Get("x").Status);
            registry = restart == 0 ? Restart(registry, time, objective) : registry;
            Assert.Equal(expected, registry.Incidents.Select(incident => (incident.StartedAt, incident.EndedAt, incident.Severity)));
            Assert.All(registry.Incidents, AssertWhole);
        }

        registry.Dispose();
    }

    private static void AssertWhole(SloIncident incident)
    {
        Assert.Equal(incident.StartedAt, incident.Severities[0].At);
        Assert.Equal(incident.Severities.OrderBy(one => one.At), incident.Severities);
        Assert.DoesNotContain(incident.Severities.Zip(incident.Severities.Skip(1)), pair => pair.First.Severity == pair.Second.Severity);
        Assert.True(incident.PeakBurnRate >= 1);
    }

    private static void Observe(List<(DateTimeOffset Start, DateTimeOffset? End, AlertSeverity Worst)> expected, SloStatus status)
    {
        var isOpen = expected.Count > 0 && expected[^1].End is null;
        if (status.Alert.Severity is { } severity)
        {
            if (isOpen)
            {
                expected[^1] = expected[^1] with { Worst = severity > expected[^1].Worst ? severity : expected[^1].Worst };
            }
            else
            {
                expected.Add((status.AsOf, null, severity));
            }
        }
        else if (isOpen)
        {
            expected[^1] = expected[^1] with { End = status.AsOf };
        }
    }

    private static SloRegistry Restart(SloRegistry registry, ManualTime time, SloObjective objective)
    {
        SloObjectiveState[] states = [.. registry.Capture().Select(state => SloObjectiveState.FromBytes(state.ToBytes()))];
        SloIncident[] incidents = [.. registry.Incidents.Select(incident => SloIncident.FromBytes(incident.ToBytes()))];
        registry.Dispose();
        SloRegistry next = new(time);
        next.Add(objective);
        next.Restore(states);
        next.RestoreLedger([], incidents);
        return next;
    }

    private static class Lives
    {
        public static Arbitrary<(int Minutes, int Good, int Bad, int Restart)[]> Steps() => Gen.Choose(1, 20)
            .SelectMany(minutes => Gen.OneOf(Gen.Constant((0, 10)), Gen.Constant((90, 10)), Gen.Constant((990, 10)), Gen.Constant((5000, 0)), Gen.Constant((0, 0)))
                .SelectMany(events => Gen.Choose(0, 3).Select(restart => (minutes, events.Item1, events.Item2, restart))))
            .ArrayOf().Select(steps => steps.Take(60).ToArray()).ToArbitrary();
    }
}
