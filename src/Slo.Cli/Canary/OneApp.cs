using System.Text.Json;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Canary;

/// <summary>An app that counts both cohorts and compares them itself: <c>GET v1/slos/{name}/canary</c>.</summary>
internal sealed class OneApp(CanaryApp app, string name, string baseline, string canary) : ICanarySource
{
    public async Task<CanaryAnswer> ReadAsync(TimeSpan elapsed, CancellationToken cancel)
    {
        CohortsAnswer cohorts = await app.GetCohortsAsync(cancel).ConfigureAwait(false);
        var one = cohorts.Find("--baseline", baseline);
        var other = cohorts.Find("--canary", canary);
        return one == other
            ? throw Same(canary)
            : await app.GetAsync(
                $"canary?baseline={Uri.EscapeDataString(one)}&canary={Uri.EscapeDataString(other)}",
                root => new CanaryAnswer(name, one, other, Report(root)), cancel).ConfigureAwait(false);
    }

    internal static ToolException Same(string canary) =>
        new(ExitCode.Usage, $"--canary '{canary}': is the baseline; name another cohort");

    private static SloCanaryReport Report(JsonElement root) => new(
        Enum.TryParse(root.GetProperty("verdict").GetString(), ignoreCase: true, out SloCanaryVerdict verdict)
            ? verdict : throw new FormatException("verdict is unknown"),
        root.GetProperty("reason").GetString() ?? "", Counts(root.GetProperty("baseline")), Counts(root.GetProperty("canary")))
    {
        ComparedEvents = root.GetProperty("comparedEvents").GetInt64(),
        RequiredEvents = root.GetProperty("requiredEvents") is { ValueKind: JsonValueKind.Number } required ? required.GetInt64() : null,
        ChanceRatio = Number(root, "chanceRatio"),
        BurnRate = Number(root, "burnRate"),
        Elapsed = TimeSpan.FromSeconds(root.GetProperty("elapsedSeconds").GetDouble()),
    };

    private static SloEventCounts Counts(JsonElement cohort) =>
        new(cohort.GetProperty("goodEvents").GetInt64(), cohort.GetProperty("badEvents").GetInt64());

    private static double? Number(JsonElement root, string member) =>
        root.GetProperty(member) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;
}
