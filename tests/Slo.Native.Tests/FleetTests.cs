using System.Diagnostics;
using Slo.Testing;
using Xunit;

namespace Slo.Native.Tests;

/// <summary>The whole story of samples/Fleet, as its one command tells it, as native code: Npgsql, the exchange, the leader and the API need no
/// reflection. With a runtime, the tests of Slo.Postgres run its instances.</summary>
public sealed class FleetTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    // It ends with 0 only if the alert of the fleet began and ended once, though a process and the leader were killed.
    [Fact]
    public async Task Story_AsNativeCode_EndsWell_AndLeavesNothing()
    {
        Assert.SkipWhen(PostgresServer.MissingReason is not null, PostgresServer.MissingReason ?? "");
        var program = await NativeProgram.ProbeAsync();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("slo-fleet-sample-");
        ProcessStartInfo start = new(program, ["fleet", "--stay", "0"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Environment.UserName == "root")
        {
            // The server runs as another user.
            await ServerProcess.RunAsync("chmod", "755", folder.FullName);
        }

        start.Environment["TMPDIR"] = folder.FullName;
        start.Environment.Remove("ConnectionStrings__Slo");
        using Process process = Process.Start(start)!;
        using CancellationTokenSource late = new(Limit);
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(late.Token);
            var said = await process.StandardOutput.ReadToEndAsync(late.Token);
            await process.WaitForExitAsync(late.Token);

            Assert.True(process.ExitCode == 0, said + await errors);
            Assert.Contains("another one leads after", said, StringComparison.Ordinal);
            Assert.Matches(@"Notified of the start: shop-\d\. Notified of the end: shop-\d\.", said);
            Assert.DoesNotContain(
                Directory.EnumerateDirectories(folder.FullName), left => Path.GetFileName(left).StartsWith("slo-fleet-", StringComparison.Ordinal));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }

            await process.WaitForExitAsync(CancellationToken.None);
            folder.Delete(recursive: true);
        }
    }
}
