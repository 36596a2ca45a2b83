using System.Globalization;

namespace Slo.Shared.Reporting;

/// <summary>Reads the details of ledger entries, which are texts.</summary>
internal static class LedgerNumbers
{
    /// <summary>A percentage as a ratio; null if there is none.</summary>
    internal static decimal? Ratio(SloLedgerEntry entry, string key) =>
        entry.Details.TryGetValue(key, out var text)
        && decimal.TryParse(text, NumberStyles.Float & ~NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var percent)
            ? percent / 100 : null;

    internal static long? Count(SloLedgerEntry entry, string key) =>
        entry.Details.TryGetValue(key, out var text)
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    internal static DateTimeOffset? Instant(SloLedgerEntry entry, string key) =>
        entry.Details.TryGetValue(key, out var text)
        && DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out DateTimeOffset instant)
            ? instant : null;
}
