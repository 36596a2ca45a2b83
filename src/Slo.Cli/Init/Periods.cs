using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Slo.Cli.Init;

/// <summary>Periods as people write them: 30d, PT5M, 1M.</summary>
internal static class Periods
{
    internal const string Wanted = "a duration (30d, 1h, PT5M) or calendar units (1M, 1Q, 1Y)";

    internal static bool TryRead(string text, [NotNullWhen(true)] out Action<SloObjectiveBuilder>? set)
    {
        CalendarUnit? unit = text.Length < 2 ? null : SloPeriod.UnitOf(text[^1]);
        set = unit is { } calendar and not (CalendarUnit.Day or CalendarUnit.Week)
            && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? builder => builder.Calendar(calendar, count: count)
            : SloDuration.TryParse(text, out TimeSpan length) || (SloDuration.TryParseIso(text, out length) && length > TimeSpan.Zero)
                ? builder => builder.Rolling(length)
                : null;
        return set is not null;
    }
}
