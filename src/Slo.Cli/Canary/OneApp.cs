using System.Text.Json;
using Slo.Cli.Status;

namespace Slo.Cli.Canary;

/// <summary>An app that counts both cohorts and compares them itself: <c>GET v1/slos/{name}/canary</c>.</summary>
internal sealed class OneApp(HttpClient client, Uri api, string name, string baseline, string canary) : ICanarySource
{
    public async Task<CanaryAnswer> ReadAsync(TimeSpan elapsed, CancellationToken cancel)
    {
        Uri address = new($"{api.AbsoluteUri.TrimEnd('/')}/v1/slos/{Uri.EscapeDataString(name)}/canary"
            + $"?baseline={Uri.EscapeDataString(baseline)}&canary={Uri.EscapeDataString(canary)}");
        JsonRequest request = new(client, address, api.GetLeftPart(UriPartial.Path));
        using JsonDocument answer = await request.GetAsync(cancel).ConfigureAwait(false);
        return request.Read(answer, root => new CanaryAnswer(name, baseline, canary, Report(root)));
    }

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
