using System.Globalization;
using FsCheck.Xunit;

namespace Slo.Testing;

/// <summary>
/// The same scripts in every run, so that a failure comes back; SLO_TEST_SEED=random looks for new ones, and SLO_TEST_SEED=seed,gamma repeats
/// what FsCheck printed. SLO_PROPERTY_TESTS=n tries n scripts where a class says how many it tries otherwise.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
#pragma warning disable xUnit3003 // Stands on a class, not on a test: there is no line of a test to tell.
public sealed class SeededPropertiesAttribute : PropertiesAttribute
#pragma warning restore xUnit3003
{
    public SeededPropertiesAttribute()
    {
        var seed = Environment.GetEnvironmentVariable("SLO_TEST_SEED") ?? "20260101,1";
        Replay = seed == "random" ? null : seed;
        StartSize = 5;
    }

    /// <param name="scripts">How many scripts each property tries that does not say so itself.</param>
    public SeededPropertiesAttribute(int scripts)
        : this() =>
        MaxTest = Environment.GetEnvironmentVariable("SLO_PROPERTY_TESTS") is { } more ? int.Parse(more, CultureInfo.InvariantCulture) : scripts;
}
