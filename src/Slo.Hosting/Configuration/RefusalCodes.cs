using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Slo.Hosting.Configuration;

/// <summary>The codes of the findings for which definitions are refused, as a field of the log.</summary>
internal static partial class RefusalCodes
{
    private const int Most = 20;

    /// <summary>The codes, each once; of what is refused because it cannot be read, the one that says so.</summary>
    internal static string Of(Exception? exception)
    {
        string[] codes = exception switch
        {
            SloDefinitionException invalid => [.. invalid.Findings.Select(finding => finding.Code)],
            OptionsValidationException invalid => [.. invalid.Failures.SelectMany(OfText)],
            _ => [],
        };
        return codes.Length == 0 ? SloFindingCodes.Unreadable : string.Join(", ", codes.Distinct(StringComparer.Ordinal).Take(Most));
    }

    // The first one is that of the finding: what it quotes comes later. A failure of the app's own validation has none.
    private static string[] OfText(string failure) => Code().Match(failure) is { Success: true } found ? [found.Groups[1].Value] : [];

    [GeneratedRegex(@"\berror (SLO\d{4}): ", RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}
