using System.Globalization;
using Slo.AsCode.Reading;
using Slo.AsCode.Yaml;

namespace Slo.AsCode.OpenSlo;

/// <summary>OpenSLO's durations: a whole number and one case-sensitive letter (m is minutes, M is months).</summary>
internal readonly record struct Shorthand(int Count, char Unit)
{
    internal TimeSpan Length => Count * Of(Unit);

    internal CalendarUnit? Calendar => SloPeriod.UnitOf(Unit);

    /// <summary>The duration of a field; null, and reported, if it is not one. The length does not overflow.</summary>
    internal static Shorthand? Read(FieldReader fields, string name, bool isRequired = false)
    {
        YamlNode? node = fields.Value(name);
        if (node is null || (node.Kind == YamlKind.Scalar && node.Text.Length == 0))
        {
            if (isRequired)
            {
                fields.Missing(name, node, ", for example 28d");
            }

            return null;
        }

        var text = node.Kind == YamlKind.Scalar ? node.Text : "";
        if (text.Length > 1 && text[^1] is 'm' or 'h' or 'd' or 'w' or 'M' or 'Q' or 'Y'
            && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count <= TimeSpan.MaxValue.Ticks / Of(text[^1]).Ticks)
        {
            return new Shorthand(count, text[^1]);
        }

        fields.Error(SloFindingCodes.InvalidDuration, name,
            $"must be a whole number and one of m, h, d, w, M (month), Q, Y, for example 28d{Hint(text)}");
        return null;
    }

    /// <summary>The shortest way to write a length, or null if it is not whole minutes.</summary>
    internal static string? Write(TimeSpan length) =>
        length.Ticks % TimeSpan.TicksPerMinute != 0 ? null
            : length == TimeSpan.Zero ? "0m"
            : length.Ticks % TimeSpan.TicksPerDay == 0 ? FormattableString.Invariant($"{length.Ticks / TimeSpan.TicksPerDay}d")
            : length.Ticks % TimeSpan.TicksPerHour == 0 ? FormattableString.Invariant($"{length.Ticks / TimeSpan.TicksPerHour}h")
            : FormattableString.Invariant($"{length.Ticks / TimeSpan.TicksPerMinute}m");

    /// <summary>A length, rounded up to whole minutes.</summary>
    internal static string WriteUp(TimeSpan length) =>
        Write(length) ?? Write(TimeSpan.FromTicks(((length.Ticks / TimeSpan.TicksPerMinute) + 1) * TimeSpan.TicksPerMinute))!;

    private static TimeSpan Of(char unit) => unit switch
    {
        'm' => TimeSpan.FromMinutes(1),
        'h' => TimeSpan.FromHours(1),
        'd' => TimeSpan.FromDays(1),
        'w' => TimeSpan.FromDays(7),
        'M' => TimeSpan.FromDays(30),
        'Q' => TimeSpan.FromDays(90),
        _ => TimeSpan.FromDays(365),
    };

    private static string Hint(string text) =>
        SloDuration.TryParseIso(text, out TimeSpan length) || SloDuration.TryParse(text.ToLowerInvariant(), out length)
        ? Write(length) is { } written ? $"; did you mean {written}?" : "; OpenSLO has no seconds"
        : "";
}
