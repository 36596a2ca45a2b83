namespace Slo.Shared;

/// <summary>Names of labels as Prometheus and Alertmanager take them: ASCII letters, digits and underscores.</summary>
internal static class AlertLabel
{
    internal static bool IsName(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');

    /// <summary>Whether alerts use the label themselves.</summary>
    internal static bool IsReserved(string label) =>
        label.StartsWith("slo_", StringComparison.Ordinal) || label.StartsWith("sloth_", StringComparison.Ordinal)
        || label.StartsWith("__", StringComparison.Ordinal) || label is AlertNames.Severity or "alertname" or "instance";

    /// <summary>What becomes of a free name. Alertmanager rejects a whole request for one name with a dash.</summary>
    internal static string ToName(string text)
    {
        var name = string.Concat(text.Select(character => char.IsAsciiLetterOrDigit(character) ? character : '_'));
        return name.Length == 0 ? "_" : char.IsAsciiDigit(name[0]) ? "_" + name : name;
    }
}
