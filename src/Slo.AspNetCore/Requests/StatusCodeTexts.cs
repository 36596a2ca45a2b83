using System.Globalization;

namespace Slo.AspNetCore.Requests;

/// <summary>Status codes as text, made once each.</summary>
internal static class StatusCodeTexts
{
    private static readonly string[] Texts = [.. Enumerable.Range(0, 600).Select(code => code.ToString(CultureInfo.InvariantCulture))];

    internal static string Of(int code) => (uint)code < (uint)Texts.Length ? Texts[code] : code.ToString(CultureInfo.InvariantCulture);
}
