using System.Globalization;

namespace Slo.AsCode.Prometheus;

/// <summary>Numbers as PromQL reads them. What a person wrote is printed digit by digit: never the noise of binary arithmetic.</summary>
internal static class PromNumber
{
    // Up to here every decimal survives a double and back.
    private const int SafeDigits = 15;

    internal static string Format(decimal value)
    {
        var text = value.ToString("0.############################", CultureInfo.InvariantCulture);

        // Longer ones are quotients (factors of 28 days): the double that is nearest, in as few digits as name it.
        return text.Count(char.IsAsciiDigit) - (text.StartsWith('0') ? 1 : 0) <= SafeDigits
            ? text
            : Format(double.Parse(text, CultureInfo.InvariantCulture));
    }

    internal static string Format(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    internal static string Percent(decimal ratio) => (ratio * 100).ToString("0.######", CultureInfo.InvariantCulture) + " %";
}
