using System.Globalization;

namespace Slo.Cli.Infrastructure;

/// <summary>Numbers and instants as people read them, the same in every culture.</summary>
internal static class Display
{
    internal static string Of(SloState state) => state switch
    {
        SloState.NoData => "no data",
        SloState.AtRisk => "at risk",
        SloState.Exhausted => "exhausted",
        _ => "healthy",
    };

    internal static string Of(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>As JSON has it: <c>2026-01-01T00:00:00Z</c>.</summary>
    internal static string Iso(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    internal static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>How many of a thing: <c>1 page</c>, <c>4 pages</c>.</summary>
    internal static string Count(long count, string thing) => $"{Count(count)} {thing}{(count == 1 ? "" : "s")}";

    internal static string Percent(double? ratio) =>
        ratio is { } value ? (value * 100).ToString("0.##", CultureInfo.InvariantCulture) + " %" : "no data";

    /// <summary>The share of a period that was observed; empty if the source does not have it.</summary>
    internal static string Coverage(double? ratio) => ratio is null ? "" : Percent(ratio);

    /// <summary>A target: as many digits as it has.</summary>
    internal static string Target(double? ratio) =>
        ratio is { } value ? (value * 100).ToString("0.##########", CultureInfo.InvariantCulture) + " %" : "no data";

    /// <summary>A target: as many digits as it has.</summary>
    internal static string Percent(decimal? ratio) =>
        ratio is { } value ? (value * 100).ToString("0.##########", CultureInfo.InvariantCulture) + " %" : "no data";

    /// <summary>A time to the second, below a minute to the hundredth; null is never.</summary>
    internal static string Time(TimeSpan? time) => time switch
    {
        null => "never",
        { TotalMinutes: < 1 } brief => brief.TotalSeconds.ToString("0.##", CultureInfo.InvariantCulture) + "s",
        { } other => SloDuration.Format(TimeSpan.FromSeconds(Math.Round(other.TotalSeconds))),
    };

    internal static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
