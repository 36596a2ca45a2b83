using System.Diagnostics;
using Xunit;

namespace Slo.Sqlite.Tests;

/// <summary>
/// A process is killed in the middle of an action, and another one continues on its file: an action that may not be repeated ran at most
/// once, one that may be ran at least once, always with the same key.
/// </summary>
public sealed class KilledReactionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Where, how often an action that may not be repeated ran, its state afterwards, and how often one that may be repeated ran.
    [Theory]
    [InlineData("BeforeTheCallIsKept", 1, "Applied", 1)]
    [InlineData("BeforeTheCall", 0, "Unknown", 1)]
    [InlineData("DuringTheCall", 1, "Unknown", 2)]
    [InlineData("BeforeTheResultIsKept", 1, "Unknown", 2)]
    [InlineData("AfterTheResultIsKept", 1, "Applied", 1)]
    public async Task Process_KilledAroundACall_RepeatsOnlyWhatMayBeRepeated(string point, int once, string state, int again)
    {
        string[][] keys = await Task.WhenAll(KillAndContinueAsync(point, "once", state), KillAndContinueAsync(point, "again", "Applied"));

        Assert.Equal((once, again), (keys[0].Length, keys[1].Length));
        Assert.Single(keys[1].Distinct());
    }

    private static async Task<string[]> KillAndContinueAsync(string point, string reaction, string state)
    {
        using StoreFolder folder = new();
        await RunUntilAsync(folder.Path, reaction, point, "AT");
        await RunUntilAsync(folder.Path, reaction, "Never", "STEP " + state);
        return File.Exists(folder.Path + ".keys") ? await File.ReadAllLinesAsync(folder.Path + ".keys", Cancel) : [];
    }

    // Killed (SIGKILL) as soon as it said a line.
    private static async Task RunUntilAsync(string path, string reaction, string point, string line)
    {
        List<string> said = [];
        using var process = Process.Start(new ProcessStartInfo(KillTests.Program, [path, reaction, point]) { RedirectStandardOutput = true })!;
        using CancellationTokenSource late = new(TimeSpan.FromMinutes(1), TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, Cancel);
        try
        {
            while (!said.Contains(line) && await process.StandardOutput.ReadLineAsync(either.Token) is { } next)
            {
                said.Add(next);
            }
        }
        catch (OperationCanceledException) when (!Cancel.IsCancellationRequested)
        {
            // It says below what is missing.
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }

        Assert.True(said.Contains(line), $"{reaction}: not said: {line}; said: {string.Join(", ", said)}");
    }
}
