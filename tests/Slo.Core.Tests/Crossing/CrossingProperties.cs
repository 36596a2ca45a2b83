using FsCheck.Xunit;
using Slo.Testing;

namespace Slo.Tests.Crossing;

/// <summary>
/// Every feature of judging crossed with every other: budgeting methods, rolling and calendar periods in zones, both readings of unobserved
/// time, ticks of any phase and interval, gaps of evaluation and of observation, restarts, rules of all kinds with their guards, groups with
/// alerts of their own, and the series of the past. The oracle is a plain list of events and evaluations, from which each number is worked out
/// anew at each tick, in exact fractions, by the definitions of docs/math.md and docs/alerting.md.
/// </summary>
[SeededProperties(scripts: 300)]
public sealed class CrossingProperties
{
    [Property(EndSize = 100, Arbitrary = [typeof(CrossingCases)])]
    public void AnyCrossing_EveryAnswer_IsThatOfTheNaiveList(CrossingCase declared, CrossingBeat[] script)
    {
        using CrossingWorld world = new(declared);
        foreach (CrossingBeat beat in script)
        {
            world.Play(beat);
        }

        new NaiveSeries(declared, world.Stream, world.Tracker).AssertSame();
    }
}
