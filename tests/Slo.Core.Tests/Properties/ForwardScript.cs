using FsCheck;
using FsCheck.Fluent;

namespace Slo.Tests.Properties;

/// <summary>Scripts of everything that can happen to a tracker while the wall clock is never set back.</summary>
internal static class ForwardScript
{
    public static Arbitrary<Step[]> Script() => Steps.Script(Gen.Frequency(
        (6, Steps.Record), (5, Steps.Advance), (6, Steps.Evaluate), (4, Steps.Read), (1, Steps.StepForward)));
}
