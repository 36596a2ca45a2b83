using FsCheck;
using FsCheck.Fluent;

namespace Slo.Tests.Properties;

/// <summary>Up to three objectives of any kind; fewer where fewer break a property.</summary>
internal static class AnyObjectives
{
    public static Arbitrary<SloObjective[]> Three() => Arb.From(
        Gen.Choose(0, int.MaxValue).Select(seed => Enumerable.Range(0, 3).Select(i => new RandomObjective(unchecked(seed + i)).Make($"objective-{i}")).ToArray()),
        objectives => objectives.Length == 1 ? [] : objectives.Select(left => objectives.Where(one => one != left).ToArray()));
}
