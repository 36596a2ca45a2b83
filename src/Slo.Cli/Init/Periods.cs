using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Xml;

namespace Slo.Cli.Init;

/// <summary>Periods as people write them: 30d, PT5M, 1M.</summary>
internal static class Periods
{
    internal const string Wanted = "a duration (30d, 1h, PT5M) or calendar units (1M, 1Q, 1Y)";

    internal static bool TryRead(string text, [NotNullWhen(true)] out Action<SloObjectiveBuilder>? set)
    {
        CalendarUnit? unit = text.Length < 2 ? null : text[^1] switch
        {
            'M' => CalendarUnit.Month,
            'Q' => CalendarUnit.Quarter,
            'Y' => CalendarUnit.Year,
            _ => null,
        };
        set = unit is { } calendar && int.TryParse(
            text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? builder => builder.Calendar(calendar, count: count)
            : SloDuration.TryParse(text, out TimeSpan length) || TryReadIso(text, out length)
                ? builder => builder.Rolling(length)
                : null;
        return set is not null;
    }

    private static bool TryReadIso(string text, out TimeSpan length)
    {
        length = default;
        if (!text.StartsWith('P'))
        {
            return false;
        }

        try
        {
            length = XmlConvert.ToTimeSpan(text);
            return length > TimeSpan.Zero;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return false;
        }
    }
}
