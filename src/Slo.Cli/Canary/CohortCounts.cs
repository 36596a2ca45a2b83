using System.Text.Json;

namespace Slo.Cli.Canary;

/// <summary>The events of one cohort in an app, and the options of its comparisons.</summary>
internal sealed record CohortCounts(SloEventCounts Events, double AllowedBadRatio, SloCanaryOptions Options)
{
    /// <param name="root">The answer of <c>GET v1/slos/{name}/cohorts</c>.</param>
    /// <param name="cohort">The name of the cohort. If it is missing, it has no events.</param>
    internal static CohortCounts Of(JsonElement root, string cohort)
    {
        SloEventCounts events = default;
        foreach (JsonElement one in root.GetProperty("cohorts").EnumerateArray().Where(one => one.GetProperty("name").ValueEquals(cohort)))
        {
            events += new SloEventCounts(one.GetProperty("goodEvents").GetInt64(), one.GetProperty("badEvents").GetInt64());
        }

        JsonElement options = root.GetProperty("comparison");
        return new(events, root.GetProperty("allowedBadRatio").GetDouble(), new()
        {
            LevelRatio = options.GetProperty("levelRatio").GetDouble(),
            PowerRatio = options.GetProperty("powerRatio").GetDouble(),
            DetectableFactor = options.GetProperty("detectableFactor").GetDouble(),
            MinimumEvents = options.GetProperty("minimumEvents").GetInt32(),
            BurnRateLimit = options.GetProperty("burnRateLimit").GetDouble(),
        });
    }
}
