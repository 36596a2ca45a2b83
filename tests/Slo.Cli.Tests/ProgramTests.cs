using System.Diagnostics;
using Xunit;

namespace Slo.Tests;

public sealed class ProgramTests
{
    [Fact]
    public async Task Help_OfTheBuiltTool_SaysWhatItIsFor()
    {
        using Process tool = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Slo.Cli"), "--help") { RedirectStandardOutput = true })!;
        var output = await tool.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await tool.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, tool.ExitCode);
        Assert.Contains("Service level objectives", output, StringComparison.Ordinal);
    }
}
