using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Slo.Hosting.Reactions.Actions.Webhook;

/// <summary>A body with placeholders. Their values are escaped for its media type, so that they cannot break out of the surrounding
/// string.</summary>
/// <param name="text">The body.</param>
/// <param name="contentType">The media type.</param>
internal sealed partial class BodyTemplate(string text, string contentType)
{
    internal const string Default = """
        {
          "reaction": "{reaction}", "step": {step}, "action": "{action}", "objective": "{objective}", "severity": "{severity}",
          "reason": "{reason}", "key": "{key}"
        }
        """;

    private const string FormType = "application/x-www-form-urlencoded";

    /// <summary>The placeholders, and their values.</summary>
    internal static readonly (string Name, Func<SloReactionRequest, string, string> Value)[] Placeholders =
    [
        ("reaction", (request, _) => request.Reaction),
        ("step", (request, _) => request.Step.ToString(CultureInfo.InvariantCulture)),
        ("action", (_, action) => action),
        ("objective", (request, _) => request.Objective),
        ("severity", (request, _) => request.Severity?.Word() ?? ""),
        ("reason", (request, _) => request.Reason),
        ("key", (request, _) => request.Key),
    ];

    private static readonly SloReactionRequest Sample = new("checkout \"degrade\"", 1, "checkout", "burns\n", "key")
    {
        Severity = AlertSeverity.Page,
    };

    internal static bool IsSupported(string contentType) => IsJson(contentType) || contentType is "text/plain" or FormType;

    /// <summary>Whether a body differs between the change and its undo.</summary>
    internal static bool TellsUndo(string body) => body.Contains("{action}", StringComparison.Ordinal);

    /// <summary>The errors of the body. It may contain a secret, so only unknown placeholders are shown.</summary>
    internal IEnumerable<string> Faults()
    {
        string[] unknown =
            [.. Placeholder().Matches(text).Select(match => match.Groups["name"].Value).Distinct().Where(name => !IsKnown(name))];
        foreach (var name in unknown)
        {
            yield return $"the placeholder '{{{SloText.OneLine(name)}}}' is unknown; known are "
                + string.Join(", ", Placeholders.Select(known => $"{{{known.Name}}}"));
        }

        if (unknown.Length == 0 && IsJson(contentType) && !IsDocument(Fill(Sample, "apply")))
        {
            yield return "is not JSON when its placeholders are replaced; write texts in quotation marks, for example "
                + """{ "text": "{reason}" }, or another ContentType""";
        }
    }

    internal string Fill(SloReactionRequest request, string action) => Placeholder().Replace(
        text,
        match => Array.Find(Placeholders, known => known.Name == match.Groups["name"].Value) is { Value: { } value }
            ? Escaped(value(request, action)) : match.Value);

    private static bool IsJson(string contentType) =>
        contentType.EndsWith("/json", StringComparison.OrdinalIgnoreCase)
        || contentType.EndsWith("+json", StringComparison.OrdinalIgnoreCase);

    private static bool IsKnown(string name) => Array.Exists(Placeholders, known => known.Name == name);

    private static bool IsDocument(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private string Escaped(string value) =>
        IsJson(contentType) ? JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value)
        : contentType == FormType ? Uri.EscapeDataString(value)
        : SloText.OneLine(value, int.MaxValue);

    [GeneratedRegex(@"\{(?<name>\w+)\}")]
    private static partial Regex Placeholder();
}
