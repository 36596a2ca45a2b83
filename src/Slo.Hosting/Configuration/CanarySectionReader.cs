using Microsoft.Extensions.Configuration;

namespace Slo.Hosting.Configuration;

/// <summary>Reads the section "Canary": how canaries are compared with their baselines. Limits are checked with the options.</summary>
internal static class CanarySectionReader
{
    internal static readonly SectionKey[] Keys =
        ["LevelPercent", "PowerPercent", "DetectableFactor", "MinimumEvents", "Within", "BurnRateLimit"];

    internal static void Read(IConfigurationSection section, SloOptions options)
    {
        SectionReader reader = new(section, options.AddFinding);
        reader.Check(Keys);
        SloCanaryOptions before = options.Canary;
        options.Canary = before with
        {
            LevelRatio = Ratio(reader.Number("LevelPercent")) ?? before.LevelRatio,
            PowerRatio = Ratio(reader.Number("PowerPercent")) ?? before.PowerRatio,
            DetectableFactor = (double?)reader.Number("DetectableFactor") ?? before.DetectableFactor,
            MinimumEvents = (int?)Bounded(reader.WholeNumber("MinimumEvents")) ?? before.MinimumEvents,
            Within = reader.Duration("Within") ?? before.Within,
            BurnRateLimit = (double?)reader.Number("BurnRateLimit") ?? before.BurnRateLimit,
        };
    }

    private static double? Ratio(decimal? percent) => (double?)(percent / 100);

    private static long? Bounded(long? count) => count is { } value ? Math.Clamp(value, int.MinValue, int.MaxValue) : null;
}
