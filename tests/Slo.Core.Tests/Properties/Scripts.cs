using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Slo.Tests.Properties;

/// <summary>
/// Random scripts for a tracker. The same ones in every run, so that a failure comes back; SLO_TEST_SEED=random looks for new ones,
/// and SLO_TEST_SEED=seed,gamma repeats what FsCheck printed.
/// </summary>
internal static class Scripts
{
    private static readonly Gen<Step> Record =
        from good in Gen.Frequency((4, Gen.Choose(0, 20)), (1, Gen.Choose(0, 100_000)))
        from bad in Gen.Frequency((2, Gen.Constant(0)), (2, Gen.Choose(0, 5)), (1, Gen.Choose(0, 100_000)))
        select new Step(StepKind.Record, good, bad);

    private static readonly Gen<TimeSpan> AnyTime = Gen.OneOf(
        Gen.Constant(TimeSpan.Zero),
        Gen.Choose(1, 3_000).Select(value => TimeSpan.FromMilliseconds(value)),
        Gen.Choose(1, 120).Select(value => TimeSpan.FromSeconds(value)),
        Gen.Choose(1, 90).Select(value => TimeSpan.FromMinutes(value)),
        Gen.Choose(1, 30).Select(value => TimeSpan.FromHours(value)),
        Gen.Choose(1, 9).Select(value => TimeSpan.FromDays(value)),
        Gen.Frequency((4, Gen.Constant(TimeSpan.FromSeconds(1))), (1, Gen.Constant(TimeSpan.FromDays(40)))));

    private static readonly Gen<Step> Evaluate = Gen.Constant(new Step(StepKind.Evaluate));

    private static readonly Gen<Step> Advance = AnyTime.Select(time => new Step(StepKind.Advance, Time: time));

    private static readonly Gen<Step> Read = AnyTime.Select(time => new Step(StepKind.Read, Time: time));

    private static readonly Gen<Step> StepForward = AnyTime.Select(time => new Step(StepKind.StepWall, Time: time));

    private static readonly Gen<Step> StepBack = AnyTime.Select(time => new Step(StepKind.StepWall, Time: -time));

    /// <summary>Everything that can happen to a tracker.</summary>
    internal static Gen<Step[]> Anything { get; } =
        Gen.Frequency((6, Record), (5, Advance), (6, Evaluate), (4, Read), (1, StepForward), (1, StepBack)).ArrayOf();

    /// <summary>The same with a wall clock that is never set back.</summary>
    internal static Gen<Step[]> WithoutStepsBack { get; } =
        Gen.Frequency((6, Record), (5, Advance), (6, Evaluate), (4, Read), (1, StepForward)).ArrayOf();

    /// <summary>What is counted in each of some seconds.</summary>
    internal static Gen<Step[]> OneRecordEachSecond { get; } = Record.ArrayOf();

    /// <summary>Holds a property against random values; shrinks to the fewest elements that still break it.</summary>
    internal static void Hold<T>(Gen<T[]> scripts, Action<T[]> property, int tests = 300, int size = 200) => Check.One(
        Seeded(Config.QuickThrowOnFailure.WithMaxTest(tests).WithStartSize(5).WithEndSize(size)),
        Prop.ForAll(Arb.From(scripts, Fewer), property));

    private static IEnumerable<T[]> Fewer<T>(T[] script)
    {
        for (var length = script.Length / 2; length > 0; length /= 2)
        {
            for (var start = 0; start + length <= script.Length; start += length)
            {
                yield return [.. script[..start], .. script[(start + length)..]];
            }
        }
    }

    private static Config Seeded(Config config)
    {
        var seed = Environment.GetEnvironmentVariable("SLO_TEST_SEED") ?? "20260101,1";
        if (seed == "random")
        {
            return config;
        }

        ulong[] parts = [.. seed.Split(',').Select(part => ulong.Parse(part, CultureInfo.InvariantCulture))];
        return config.WithReplay(new Replay(new Rnd(parts[0], parts[1]), FSharpOption<int>.None));
    }
}
