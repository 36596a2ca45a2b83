using System.Text.Json;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Canary;

/// <summary>What a process counted of each cohort, and how it compares cohorts: <c>GET v1/slos/{name}/cohorts</c>.</summary>
internal sealed record CohortsAnswer(
    IReadOnlyList<(string Name, SloEventCounts Events)> Cohorts, double AllowedBadRatio, SloCanaryOptions Options)
{
    private const int LongestCohort = 64;
    private const char BeforeCommit = '+';

    /// <summary>Those that there are, for a message.</summary>
    internal string Names => Cohorts.Count == 0 ? "none" : string.Join(", ", Cohorts.Select(cohort => SloText.OneLine(cohort.Name, 64)));

    /// <param name="root">The answer.</param>
    internal static CohortsAnswer Of(JsonElement root)
    {
        JsonElement options = root.GetProperty("comparison");
        return new(
            [
                .. root.GetProperty("cohorts").EnumerateArray().Select(one => (
                    one.GetProperty("name").GetString() ?? "",
                    new SloEventCounts(one.GetProperty("goodEvents").GetInt64(), one.GetProperty("badEvents").GetInt64()))),
            ],
            root.GetProperty("allowedBadRatio").GetDouble(),
            new()
            {
                LevelRatio = options.GetProperty("levelRatio").GetDouble(),
                PowerRatio = options.GetProperty("powerRatio").GetDouble(),
                DetectableFactor = options.GetProperty("detectableFactor").GetDouble(),
                MinimumEvents = options.GetProperty("minimumEvents").GetInt32(),
                BurnRateLimit = options.GetProperty("burnRateLimit").GetDouble(),
            });
    }

    /// <summary>The events of a cohort; null: it has none so far.</summary>
    internal SloEventCounts? EventsOf(string cohort)
    {
        (string Name, SloEventCounts Events)[] found = [.. Cohorts.Where(one => one.Name == cohort)];
        return found.Length == 0 ? null : found.Select(one => one.Events).Aggregate(SloEventCounts.Add);
    }

    /// <summary>
    /// The cohort that a version names: the one with this name, or else the one that differs only in that one of both has no commit
    /// (<c>1.4.2</c> and <c>1.4.2+3f2c</c>).
    /// </summary>
    /// <param name="option">Where the version was given.</param>
    /// <param name="version">The version.</param>
    /// <returns>The version itself if there is no such cohort.</returns>
    /// <exception cref="ToolException">There are several.</exception>
    internal string Find(string option, string version)
    {
        // The app cuts what is longer.
        version = version.Length > LongestCohort ? version[..LongestCohort] : version;
        var commit = version.IndexOf(BeforeCommit, StringComparison.Ordinal);
        string[] found = Cohorts.Any(cohort => cohort.Name == version) ? [version]
            : [.. Cohorts.Select(cohort => cohort.Name).Where(name => commit < 0
                ? name.StartsWith(version + BeforeCommit, StringComparison.Ordinal) : name == version[..commit])];
        return found.Length <= 1 ? found.FirstOrDefault() ?? version : throw new ToolException(
            ExitCode.Usage,
            SloFinding.Error(SloFindingCodes.AmbiguousCohort,
                $"{option} '{version}': several cohorts are of this version: {string.Join(", ", found)}; name one of them").ToString());
    }
}
