using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Api;

/// <summary>What stands behind the question mark of a request. Each method returns the fault, or null.</summary>
internal static class Query
{
    /// <summary>
    /// One name of an enumeration, in any case: <c>Enum.TryParse</c> alone would also take a number, and "Healthy,AtRisk" as flags.
    /// </summary>
    internal static string? TryName<T>(HttpContext context, string key, out T? value) where T : struct, Enum
    {
        value = null;
        if (Text(context, key) is not { } text)
        {
            return null;
        }

        if (Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase) && Enum.TryParse(text, ignoreCase: true, out T read))
        {
            value = read;
            return null;
        }

        return $"{key} must be one of {string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName))}.";
    }

    /// <summary>The name of an enumeration member as the JSON writes it; null stays null.</summary>
    internal static string? Name<T>(T? value) where T : struct, Enum =>
        value is { } known ? JsonNamingPolicy.CamelCase.ConvertName(known.ToString()) : null;

    /// <summary>A number from 1 on.</summary>
    internal static string? TryNumber(HttpContext context, string key, int maximum, ref int value) =>
        Text(context, key) is not { } text
        || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= 1 && value <= maximum)
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{key} must be a number from 1 to {maximum}.");

    /// <summary>An instant; null if none is given. Without an offset it is UTC.</summary>
    internal static string? TryTime(HttpContext context, string key, out DateTimeOffset? value)
    {
        value = null;
        if (Text(context, key) is not { } text)
        {
            return null;
        }

        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset read))
        {
            return $"{key} must be an RFC 3339 time, for example 2026-01-01T00:00:00Z.";
        }

        value = read;
        return null;
    }

    internal static string? Text(HttpContext context, string key) => context.Request.Query[key].FirstOrDefault();
}
