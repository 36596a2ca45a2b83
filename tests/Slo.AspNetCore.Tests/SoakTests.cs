using Slo.AspNetCore.Tests.Requests;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests;

/// <summary>That eng/soak.sh works; what it finds takes it an hour.</summary>
[Collection(nameof(Alone))]
public sealed class SoakTests
{
    [Fact]
    public async Task Soak_OfAFewSeconds_CountsWhatItsClientSaw()
    {
        Assert.SkipWhen(!HeyReport.IsInstalled && Environment.GetEnvironmentVariable("CI") != "true", "hey is not installed (Debian package hey)");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("slo-soak-test-");
        try
        {
            // Throws if the exit code is not 0.
            var report = await ServerProcess.RunAsync("dotnet", Path.Combine(AppContext.BaseDirectory, "Slo.Soak.dll"), "5s", folder.FullName);

            var counts = report.Split('\n').Where(line => line.EndsWith("equal |", StringComparison.Ordinal)).ToArray();
            Assert.Equal(18, counts.Length);
            Assert.DoesNotContain(counts, line => line.Contains("| 0 | 0 | 0 | 0 |", StringComparison.Ordinal));
            Assert.InRange(File.ReadLines(Path.Combine(folder.FullName, "samples.csv")).Count(), 3, 10);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
