using System.Globalization;
using System.Text.Json;

namespace Slo.Shared.Settings;

/// <summary>Numbers as configuration reads them: without exponent and trailing zeros.</summary>
internal static class DecimalNumber
{
    internal static void Write(Utf8JsonWriter json, string key, decimal value)
    {
        json.WritePropertyName(key);
        json.WriteRawValue(value.ToString("0.############################", CultureInfo.InvariantCulture));
    }

    /// <summary>A number outside the range or precision of a decimal becomes the nearest one.</summary>
    internal static void Write(Utf8JsonWriter json, string key, double value) => Write(json, key,
        decimal.TryParse(value.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
            ? exact
            : value > 0 ? decimal.MaxValue : decimal.MinValue);
}
