using System.Xml;

namespace Slo.AsCode.Reading;

/// <summary>ISO 8601 durations, as the Reliably manifest takes them: <c>PT5M</c>, <c>P30D</c>.</summary>
internal static class IsoDuration
{
    internal static bool TryParse(string text, out TimeSpan length)
    {
        length = TimeSpan.Zero;
        if (text.Length is < 3 or > 40 || text[0] != 'P' || text.Contains('Y', StringComparison.Ordinal))
        {
            return false;
        }

        // A month has no length of its own; M is minutes after the T only.
        var time = text.IndexOf('T', StringComparison.Ordinal);
        var month = text.IndexOf('M', StringComparison.Ordinal);
        if (month >= 0 && (time < 0 || month < time))
        {
            return false;
        }

        try
        {
            length = XmlConvert.ToTimeSpan(text);
            return true;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return false;
        }
    }
}
