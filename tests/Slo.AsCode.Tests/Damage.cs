using FsCheck;
using FsCheck.Fluent;
using Slo.Testing;

namespace Slo.Tests;

/// <summary>Documents with one to five changes; they shrink to the fewest.</summary>
internal static class Damage
{
    private const string Strange = "{}[]:,&*!|>'\"%@`#-? \n\t~\u00e4\u20280";

    private static readonly Gen<int> Place = Gen.Choose(0, 1_000_000);

    private static readonly Gen<DamageStep> Any = Gen.OneOf(
        from at in Place from length in Gen.Choose(1, 19) select new DamageStep(DamageKind.Remove, at, length),
        from at in Place from strange in Gen.Elements(Strange.ToCharArray()) select new DamageStep(DamageKind.Insert, at, Strange: strange),
        from at in Place select new DamageStep(DamageKind.DropWord, at),
        from at in Place from length in Gen.Choose(0, 19) from source in Place select new DamageStep(DamageKind.Copy, at, length, From: source));

    public static Arbitrary<DamagedDocument> Document() => Arb.From(
        from number in Gen.Choose(0, WholeDocuments.All.Count - 1)
        from count in Gen.Choose(1, 5)
        from script in Any.ArrayOf(count)
        select new DamagedDocument(number, script),
        document => Fewer.Of([.. document.Script], Simpler).Select(script => new DamagedDocument(document.Number, script)));

    private static IEnumerable<DamageStep> Simpler(DamageStep step) => step.Length > 1 ? [step with { Length = 1 }, step with { Length = step.Length / 2 }] : [];
}
