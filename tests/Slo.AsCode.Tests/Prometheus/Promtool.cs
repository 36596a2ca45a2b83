using System.Diagnostics;
using Xunit;

namespace Slo.Tests.Prometheus;

/// <summary>Debian's promtool and prometheus, the judges of all that is generated here.</summary>
internal static class Promtool
{
    /// <summary>On a developer's machine only: test.sh installs it.</summary>
    internal static void SkipWhereAbsent() => Assert.SkipWhen(
        !IsInstalled("promtool") && Environment.GetEnvironmentVariable("CI") != "true", "prometheus is not installed; test.sh installs it");

    /// <summary>Refuses rules that do not load, and, with lint, rules that say the same twice.</summary>
    internal static async Task CheckAsync(string rules, string lint = "all")
    {
        using TemporaryFolder folder = new();
        (int code, string text) = await RunAsync("promtool", "check", "rules", "--lint=" + lint, "--lint-fatal", folder.Write("slo.rules.yml", rules));
        Assert.True(code == 0, text + "\n" + rules);
    }

    internal static async Task TestAsync(string rules, string tests)
    {
        using TemporaryFolder folder = new();
        folder.Write("slo.rules.yml", rules);
        (int code, string text) = await RunAsync("promtool", "test", "rules", folder.Write("slo.test.yml", tests));
        Assert.True(code == 0, text + "\n" + rules + "\n" + tests);
    }

    internal static async Task<(int Code, string Text)> RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, text + await errors);
    }

    internal static bool IsInstalled(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, program)));
}
