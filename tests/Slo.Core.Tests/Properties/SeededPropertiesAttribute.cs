using FsCheck.Xunit;

namespace Slo.Tests.Properties;

/// <summary>
/// The same scripts in every run, so that a failure comes back; SLO_TEST_SEED=random looks for new ones, and SLO_TEST_SEED=seed,gamma repeats
/// what FsCheck printed.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SeededPropertiesAttribute : PropertiesAttribute
{
    public SeededPropertiesAttribute()
    {
        var seed = Environment.GetEnvironmentVariable("SLO_TEST_SEED") ?? "20260101,1";
        Replay = seed == "random" ? null : seed;
        StartSize = 5;
    }
}
