using System.Text.Json;

namespace Slo.Cli.Canary;

/// <summary>What an app counted of one cohort, and how it compares cohorts.</summary>
internal sealed record CohortCounts(SloEventCounts Events, double AllowedBadRatio, SloCanaryOptions Options)
{
    /// <param name="root">The answer of <c>GET v1/slos/{name}/cohorts</c>.</param>
    /// <param name="cohort">The name; one that is not there has no events yet.</param>
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
