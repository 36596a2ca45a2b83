using FsCheck;
using FsCheck.Fluent;
using Slo.Testing;

namespace Slo.Tests.Properties;

/// <summary>Random scripts for a tracker, made of random steps; they shrink to the fewest steps that still break a property.</summary>
internal static class Steps
{
    internal static readonly Gen<Step> Record =
        from good in Gen.Frequency((4, Gen.Choose(0, 20)), (1, Gen.Choose(0, 100_000)))
        from bad in Gen.Frequency((2, Gen.Constant(0)), (2, Gen.Choose(0, 5)), (1, Gen.Choose(0, 100_000)))
        select new Step(StepKind.Record, good, bad);

    internal static readonly Gen<Step> Evaluate = Gen.Constant(new Step(StepKind.Evaluate));

    private static readonly Gen<TimeSpan> AnyTime = Gen.OneOf(
        Gen.Constant(TimeSpan.Zero),
        Gen.Choose(1, 3_000).Select(value => TimeSpan.FromMilliseconds(value)),
        Gen.Choose(1, 120).Select(value => TimeSpan.FromSeconds(value)),
        Gen.Choose(1, 90).Select(value => TimeSpan.FromMinutes(value)),
        Gen.Choose(1, 30).Select(value => TimeSpan.FromHours(value)),
        Gen.Choose(1, 9).Select(value => TimeSpan.FromDays(value)),
        Gen.Frequency((4, Gen.Constant(TimeSpan.FromSeconds(1))), (1, Gen.Constant(TimeSpan.FromDays(40)))));

    internal static readonly Gen<Step> Advance = AnyTime.Select(time => new Step(StepKind.Advance, Time: time));

    internal static readonly Gen<Step> Read = AnyTime.Select(time => new Step(StepKind.Read, Time: time));

    internal static readonly Gen<Step> StepForward = AnyTime.Select(time => new Step(StepKind.StepWall, Time: time));

    internal static readonly Gen<Step> StepBack = AnyTime.Select(time => new Step(StepKind.StepWall, Time: -time));

    internal static Arbitrary<Step[]> Script(Gen<Step> steps) => Arb.From(steps.ArrayOf(), Fewer.Of);
}
