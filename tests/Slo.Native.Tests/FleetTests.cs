using Slo.Testing;
using Xunit;

namespace Slo.Native.Tests;

/// <summary>The sample of a fleet as native code: Npgsql, the exchange, the leader and the API need no reflection.</summary>
public sealed class FleetTests
{
    // It ends with 0 only if the alert of the fleet began and ended once, though a process and the leader were killed.
    [Fact]
    public async Task Fleet_AsNativeCode_DeliversEachAlertOnce()
    {
        Assert.SkipWhen(PostgresServer.MissingReason is not null, PostgresServer.MissingReason ?? "");
        var program = await NativeProgram.PathOfAsync("Slo.NativeProbe");

        var said = await ServerProcess.RunAsync(program, "fleet", "--stay", "0");

        Assert.Contains("Notified of the end: shop-", said, StringComparison.Ordinal);
    }
}
