using System.Globalization;
using System.Text.Json;

namespace Slo.Shared.Reporting;

/// <summary>Parts of definitions, as docs/configuration.md and docs/getting-started.md write them. Texts from outside stay texts.</summary>
internal static class Fragments
{
    internal static string Percent(decimal ratio) => (ratio * 100).ToString("0.##########", CultureInfo.InvariantCulture);

    internal static string Json(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    internal static string Code(string text)
    {
        var escaped = SloText.OneLine(text, 1000).Replace("\\", "\\\\", StringComparison.Ordinal);
        return $"\"{escaped.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>The threshold in C#: <c>.FasterThan(TimeSpan.FromMilliseconds(300))</c>.</summary>
    internal static string FasterThan(TimeSpan threshold) =>
        string.Create(CultureInfo.InvariantCulture, $".FasterThan(TimeSpan.FromMilliseconds({threshold.TotalMilliseconds:0.####}))");

    /// <summary>A name for the objective of a route: <c>post-orders-id</c>.</summary>
    /// <param name="route">For example <c>POST /orders/{id}</c>.</param>
    /// <param name="taken">Names that others have; the new one is added.</param>
    internal static string NameOf(string route, ISet<string> taken)
    {
        var words = new string([.. route.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var name = string.Join('-', words);
        name = name.Length > 40 ? name[..40].TrimEnd('-') : name;
        for (var i = 1; ; i++)
        {
            var one = i == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-{i}");
            if (taken.Add(one))
            {
                return one;
            }
        }
    }
}
