using System.Diagnostics.CodeAnalysis;

namespace Slo;

/// <summary>
/// The declared source of the cohort of a request: <c>version</c> (of the app's assembly), <c>value:blue</c> (a constant) or
/// <c>header:X-Version</c>. Used by Slo.AspNetCore.
/// </summary>
public sealed record SloCohortSource
{
    internal const int LongestName = 64;

    private const string VersionWord = "version";
    private const string ValuePrefix = "value:";
    private const string HeaderPrefix = "header:";

    private SloCohortSource()
    {
    }

    /// <summary>The cohort of every request; null: another source is declared.</summary>
    public string? Value { get; private init; }

    /// <summary>The name of the header; null: another source is declared.</summary>
    public string? Header { get; private init; }

    /// <summary>Whether the cohort is the informational version of the app's assembly.</summary>
    public bool IsVersion => Value is null && Header is null;

    /// <summary>Reads a source.</summary>
    /// <remarks>A header whose name contains a word such as <c>token</c> (<see cref="SloSecretNames.Words"/>) is none: its values may be
    /// secrets, and names of cohorts are shown.</remarks>
    /// <param name="text">For example <c>header:X-Version</c>; the case of the first word is ignored.</param>
    /// <param name="source">The source, if the text is valid.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out SloCohortSource? source)
    {
        source = text is null ? null
            : text.Equals(VersionWord, StringComparison.OrdinalIgnoreCase) ? new()
            : After(ValuePrefix, text) is { Length: > 0 and <= LongestName } value ? new() { Value = value }
            : After(HeaderPrefix, text) is { Length: > 0 and <= LongestName } header && IsName(header) ? new() { Header = header }
            : null;
        return source is not null;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Value is not null ? ValuePrefix + Value : Header is not null ? HeaderPrefix + Header : VersionWord;

    private static string? After(string prefix, string text) =>
        text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? text[prefix.Length..].Trim() : null;

    /// <summary>The word by which a text names a header whose values may be secrets; null: it does not.</summary>
    internal static string? SecretWordOf(string text) => After(HeaderPrefix, text) is { } header ? SloSecretNames.WordIn(header) : null;

    private static bool IsName(string header) =>
        header.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_') && SloSecretNames.WordIn(header) is null;
}
