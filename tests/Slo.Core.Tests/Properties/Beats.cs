using FsCheck;
using FsCheck.Fluent;

namespace Slo.Tests.Properties;

/// <summary>Scripts of beats whose ticks have any phase and interval.</summary>
internal static class Beats
{
    private static readonly Gen<Beat> One =
        from good in Gen.Frequency((3, Gen.Choose(0, 20)), (1, Gen.Choose(0, 10_000)))
        from bad in Gen.Frequency((3, Gen.Constant(0)), (2, Gen.Choose(0, 5)), (1, Gen.Choose(0, 10_000)))
        from tenant in Gen.Choose(0, 3)
        from time in Gen.OneOf(Gen.Choose(1, 3_000), Gen.Choose(1, 120).Select(s => s * 1_000), Gen.Choose(1, 400).Select(m => m * 60_000))
        from isGap in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new Beat(good, bad, tenant, TimeSpan.FromMilliseconds(time), isGap && time > 5_000);

    public static Arbitrary<Beat[]> Script() => Arb.From(One.ArrayOf(), beats => beats.Length < 2
        ? []
        : [beats[..(beats.Length / 2)], beats[(beats.Length / 2)..], beats[1..], beats[..^1]]);
}
