using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Slo.Tests.Races;

[Collection(OneAtATime.Name)]
public sealed class SnapshotRaceTests
{
    private const int Rounds = 300;

    private readonly FakeTimeProvider _time = new();

    // Without the gate around the pass, a snapshot holds statuses of two evaluations; without it around the making, readers get
    // snapshots of their own. Either fails within 0.1 s.
    [Fact]
    public void Snapshot_DuringEvaluations_IsOfOneOfThemAndTheSameForAllReaders()
    {
        using SloRegistry registry = new(_time);
        for (var i = 0; i < 40; i++)
        {
            registry.Add(Objectives.Named($"o{i}").Build());
        }

        registry.Evaluate();
        Dictionary<DateTimeOffset, SloSnapshot> seen = [];
        var isOver = false;

        void Tick()
        {
            for (var i = 0; i < Rounds; i++)
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                Assert.Null(registry.Evaluate().Error);
                Thread.Yield();
            }

            Volatile.Write(ref isOver, true);
        }

        void Read()
        {
            while (!Volatile.Read(ref isOver))
            {
                SloSnapshot snapshot = registry.Snapshot;
                Assert.All(snapshot.Statuses, status => Assert.Equal(snapshot.AsOf, status.AsOf));
                lock (seen)
                {
                    Assert.Same(snapshot, seen.TryAdd(snapshot.AsOf, snapshot) ? snapshot : seen[snapshot.AsOf]);
                }
            }
        }

        Threads.Run(Tick, Read, Read, Read);

        Assert.True(seen.Count > 1);
    }
}
