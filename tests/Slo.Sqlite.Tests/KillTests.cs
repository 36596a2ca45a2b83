using System.Diagnostics;
using System.Globalization;
using Slo.Testing;
using Xunit;

namespace Slo.Sqlite.Tests;

/// <summary>A process that records and saves is killed at random instants: nothing saved is lost, and nothing is invented.</summary>
public sealed class KillTests
{
    [Fact]
    public async Task Process_KilledAtAnyInstant_LosesNothingThatWasSaved()
    {
        using StoreFolder folder = new();
        (long Good, long Total) saved = default;
        (long Good, long Total) recorded = default;
        for (var round = 0; round < 15; round++)
        {
            List<string> lines = await RunAndKillAsync(folder.Path, lines => 2 + (round * 7));
            (long Good, long Total) loaded = Counts(lines, "LOADED").Single();

            Assert.DoesNotContain(lines, line => line.StartsWith("REFUSED", StringComparison.Ordinal) || line.StartsWith("LOST", StringComparison.Ordinal));
            Assert.True(loaded.Good >= saved.Good && loaded.Total >= saved.Total, $"round {round}: saved {saved}, loaded {loaded}");
            Assert.True(loaded.Good <= recorded.Good && loaded.Total <= recorded.Total, $"round {round}: recorded {recorded}, loaded {loaded}");
            saved = Counts(lines, "SAVED").LastOrDefault(loaded);
            recorded = Counts(lines, "RECORD").LastOrDefault(loaded);
        }

        Assert.True(saved.Total > 0);
    }

    // Killed in the middle of whatever it does after so many lines.
    private static async Task<List<string>> RunAndKillAsync(string path, Func<List<string>, int> enough)
    {
        List<string> lines = [];
        using var process = Process.Start(new ProcessStartInfo(Program, [path]) { RedirectStandardOutput = true })!;
        try
        {
            while (lines.Count < enough(lines) && await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            {
                lines.Add(line);
            }
        }
        finally
        {
            process.Kill();
        }

        // What it said before it was killed counts too; half a line does not.
        var rest = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        lines.AddRange(rest.Split('\n')[..^1]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return lines;
    }

    internal static string Program => Repository.PathOf("tests", "Slo.StateProbe", "bin", Configuration, "net10.0", "Slo.StateProbe");

    private static string Configuration => AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Debug{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Debug" : "Release";

    private static IEnumerable<(long Good, long Total)> Counts(List<string> lines, string word) =>
        lines.Select(line => line.Split(' ')).Where(words => words[0] == word)
            .Select(words => (long.Parse(words[1], CultureInfo.InvariantCulture), long.Parse(words[2], CultureInfo.InvariantCulture)));
}
