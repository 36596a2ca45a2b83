using Microsoft.Extensions.Configuration;

namespace Slo.Hosting.Configuration;

/// <summary>
/// Reads the section "Canary": how canaries are compared with their baselines. Limits are those of the options, checked here so that an
/// error names the key and the value as they are written; a value beyond them is not taken over.
/// </summary>
internal static class CanarySectionReader
{
    private const string LevelPercent = "LevelPercent";
    private const string PowerPercent = "PowerPercent";
    private const string DetectableFactor = "DetectableFactor";
    private const string MinimumEvents = "MinimumEvents";
    private const string Within = "Within";
    private const string BurnRateLimit = "BurnRateLimit";

    internal static readonly SectionKey[] Keys = [LevelPercent, PowerPercent, DetectableFactor, MinimumEvents, Within, BurnRateLimit];

    internal static void Read(IConfigurationSection section, SloOptions options)
    {
        SectionReader reader = new(section, options.AddFinding);
        reader.Check(Keys);
        SloCanaryOptions before = options.Canary;
        options.Canary = before with
        {
            LevelRatio = (double?)(Number(reader, LevelPercent, 0.0001m, 20, "1") / 100) ?? before.LevelRatio,
            PowerRatio = (double?)(Number(reader, PowerPercent, 50, 99.99m, "90") / 100) ?? before.PowerRatio,
            DetectableFactor = (double?)Number(reader, DetectableFactor, 1.1m, 100, "2") ?? before.DetectableFactor,
            MinimumEvents = (int?)Checked(reader, MinimumEvents, reader.WholeNumber(MinimumEvents), 1, 1_000_000_000, "50")
                ?? before.MinimumEvents,
            Within = Checked(
                reader, Within, reader.Duration(Within), TimeSpan.FromSeconds(1), TimeSpan.FromDays(30), "1h", SloDuration.Format)
                ?? before.Within,
            BurnRateLimit = (double?)Number(reader, BurnRateLimit, 1, 100_000, "14.4") ?? before.BurnRateLimit,
        };
    }

    private static decimal? Number(SectionReader reader, string key, decimal least, decimal most, string example) =>
        Checked(reader, key, reader.Number(key), least, most, example);

    private static T? Checked<T>(
        SectionReader reader, string key, T? value, T least, T most, string example, Func<T, string>? show = null)
        where T : struct, IComparable<T>, IFormattable
    {
        if (value is { } read && (read.CompareTo(least) < 0 || read.CompareTo(most) > 0))
        {
            reader.Error(
                SloFindingCodes.OutOfRange, key, $"must be from {Text(least, show)} to {Text(most, show)}, for example {example}");
            return null;
        }

        return value;
    }

    private static string Text<T>(T limit, Func<T, string>? show) where T : IFormattable =>
        show?.Invoke(limit) ?? limit.ToString(null, System.Globalization.CultureInfo.InvariantCulture);
}
