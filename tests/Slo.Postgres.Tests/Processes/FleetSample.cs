using System.Reflection;
using Slo.Testing;

namespace Slo.Postgres.Tests.Processes;

/// <summary>The program of samples/Fleet.</summary>
internal static class FleetSample
{
    internal static string Program { get; } = Repository.PathOf(
        "samples", "Fleet", "bin",
        typeof(FleetSample).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration, "net10.0", "Fleet.dll");
}
