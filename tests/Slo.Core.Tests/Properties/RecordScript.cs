using FsCheck;

namespace Slo.Tests.Properties;

/// <summary>What is counted in each of some seconds, minutes or hours.</summary>
internal static class RecordScript
{
    public static Arbitrary<Step[]> Script() => Steps.Script(Steps.Record);
}
