using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Xml;

namespace Slo;

/// <summary>Durations in text form: <c>28d</c>, <c>1h</c>, <c>1h30m</c>, <c>300ms</c>.</summary>
/// <remarks>
/// <see cref="TimeSpan"/> strings are a trap in configuration ("30" means 30 days, "24:00:00" means 24 days), so none are accepted.
/// Units: w, d, h, m, s, ms; each at most once, larger units first. Independent of the culture.
/// </remarks>
public static class SloDuration
{
    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("w", 7 * TimeSpan.TicksPerDay),
        ("d", TimeSpan.TicksPerDay),
        ("h", TimeSpan.TicksPerHour),
        ("m", TimeSpan.TicksPerMinute),
        ("s", TimeSpan.TicksPerSecond),
        ("ms", TimeSpan.TicksPerMillisecond),
    ];

    /// <summary>Reads a duration.</summary>
    /// <param name="text">For example <c>28d</c>; no sign, no fraction, no space.</param>
    /// <param name="duration">The duration read, or zero.</param>
    /// <returns>False if the text is not a duration or is longer than a <see cref="TimeSpan"/> can hold.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        long ticks = 0;
        var rest = text.AsSpan();
        var nextUnit = 0;
        while (rest.Length > 0)
        {
            var digits = 0;
            while (digits < rest.Length && char.IsAsciiDigit(rest[digits]))
            {
                digits++;
            }

            var letters = digits;
            while (letters < rest.Length && char.IsAsciiLetter(rest[letters]))
            {
                letters++;
            }

            var unit = FindUnit(rest[digits..letters], nextUnit);
            if (unit < 0 || !long.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                || count > (TimeSpan.MaxValue.Ticks - ticks) / Units[unit].Ticks)
            {
                return false;
            }

            ticks += count * Units[unit].Ticks;
            nextUnit = unit + 1;
            rest = rest[letters..];
        }

        duration = TimeSpan.FromTicks(ticks);
        return true;
    }

    /// <summary>Reads an ISO 8601 duration: <c>PT5M</c>, <c>P30D</c>. Years and months have no fixed length and are refused.</summary>
    /// <param name="text">The duration.</param>
    /// <param name="duration">The duration read, or zero.</param>
    public static bool TryParseIso(string? text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (text is not { Length: >= 3 and <= 40 } || text[0] != 'P' || text.Contains('Y', StringComparison.Ordinal))
        {
            return false;
        }

        // M is minutes after the T only.
        var time = text.IndexOf('T', StringComparison.Ordinal);
        var month = text.IndexOf('M', StringComparison.Ordinal);
        if (month >= 0 && (time < 0 || month < time))
        {
            return false;
        }

        try
        {
            duration = XmlConvert.ToTimeSpan(text);
            return true;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return false;
        }
    }

    /// <summary>Writes a duration in the form that <see cref="TryParse"/> reads, without weeks: <c>28d</c>, <c>1h30m</c>.</summary>
    /// <param name="duration">The duration; fractions of a millisecond are truncated.</param>
    public static string Format(TimeSpan duration)
    {
        if (duration.Ticks == 0)
        {
            return "0s";
        }

        StringBuilder text = new(duration.Ticks < 0 ? "-" : "");
        var ticks = duration.Ticks < 0 ? -(Int128)duration.Ticks : duration.Ticks;
        foreach ((string unit, long unitTicks) in Units.AsSpan(1))
        {
            Int128 count = ticks / unitTicks;
            if (count > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"{count}{unit}");
                ticks -= count * unitTicks;
            }
        }

        return text.Length is 0 or 1 ? "0s" : text.ToString();
    }

    private static int FindUnit(ReadOnlySpan<char> name, int from)
    {
        for (var i = from; i < Units.Length; i++)
        {
            if (name.SequenceEqual(Units[i].Unit))
            {
                return i;
            }
        }

        return -1;
    }
}
