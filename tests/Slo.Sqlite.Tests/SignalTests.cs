using System.Diagnostics;
using System.Globalization;
using Slo.Testing;
using Xunit;

namespace Slo.Sqlite.Tests;

/// <summary>A host with a store that the operating system stops, freezes and continues.</summary>
public sealed class SignalTests : IDisposable
{
    private const double Frozen = 8;

    private readonly StoreFolder _folder = new();

    public SignalTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent by kill");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Host_ThatIsTerminated_SavesAllThatItCounted()
    {
        (long Good, long Total) ended = default;
        for (var round = 0; round < 3; round++)
        {
            using Process process = Start();
            string[] loaded = await NextAsync(process, "LOADED");
            Assert.Equal(ended, Counts(loaded));
            await NextAsync(process, "STATUS");
            Send("-TERM", process);
            ended = Counts(await NextAsync(process, "ENDED"));
            await process.WaitForExitAsync(Cancel);

            Assert.Equal(0, process.ExitCode);
            Assert.True(ended.Total > Counts(loaded).Total);
        }
    }

    [Fact]
    public async Task Host_ThatStoodStill_HasAGapAndCountsNothingTwice()
    {
        (long Good, long Total) ended;
        using (Process process = Start())
        {
            await NextAsync(process, "STATUS");
            double[] before = Times(await NextAsync(process, "STATUS"));
            Send("-STOP", process);
            await Eventually.TrueAsync(() => StateOf(process) == 'T', "it stands still");
            var since = TimeProvider.System.GetTimestamp();
            await Eventually.TrueAsync(() => TimeProvider.System.GetElapsedTime(since).TotalSeconds >= Frozen, "it stood still for long");
            Send("-CONT", process);
            double[] after = before;
            while (after[1] < before[1] + Frozen)
            {
                after = Times(await NextAsync(process, "STATUS"));
            }

            // Of the time between both, what it stood still, less the interval in which it was stopped.
            Assert.InRange(after[1] - before[1] - (after[0] - before[0]), Frozen - 2, after[1] - before[1]);
            Send("-TERM", process);
            ended = Counts(await NextAsync(process, "ENDED"));
            await process.WaitForExitAsync(Cancel);
        }

        using Process next = Start();
        Assert.Equal(ended, Counts(await NextAsync(next, "LOADED")));
        next.Kill();
    }

    private Process Start() => Process.Start(
        new ProcessStartInfo(KillTests.Program, [_folder.Path, "host"]) { RedirectStandardOutput = true })!;

    private static void Send(string signal, Process process)
    {
        using var kill = Process.Start("kill", [signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    // The letter after the name, which is in brackets.
    private static char StateOf(Process process)
    {
        var stat = File.ReadAllText($"/proc/{process.Id.ToString(CultureInfo.InvariantCulture)}/stat");
        return stat[stat.LastIndexOf(')') + 2];
    }

    private static async Task<string[]> NextAsync(Process process, string word)
    {
        while (await process.StandardOutput.ReadLineAsync(Cancel) is { } line)
        {
            if (line.Split(' ') is [var first, ..] words && first == word)
            {
                return words;
            }
        }

        throw new InvalidOperationException($"it ended without {word}");
    }

    private static (long Good, long Total) Counts(string[] words) =>
        (long.Parse(words[1], CultureInfo.InvariantCulture), long.Parse(words[2], CultureInfo.InvariantCulture));

    private static double[] Times(string[] words) => [.. words[3..].Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
}
