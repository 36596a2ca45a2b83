namespace Slo;

/// <summary>Names of headers, query keys and claims whose values may be secrets. Values by which events are divided (groups, cohorts,
/// callers) are shown, so none of them may come from such a name.</summary>
public static class SloSecretNames
{
    private static readonly string[] All =
    [
        "key", "token", "secret", "password", "passwd", "passphrase", "pwd", "auth", "session", "credential", "signature", "cookie",
        "jwt", "bearer", "csrf", "xsrf",
    ];

    /// <summary>What such a name contains, in any case. A name with <c>auth</c> is one, unless it is of an author or an
    /// authority.</summary>
    public static IReadOnlyList<string> Words { get; } = All.AsReadOnly();

    /// <summary>The word by which a name says that its values may be secrets; null: it does not. Any thread.</summary>
    /// <param name="name">For example <c>X-Api-Key</c>.</param>
    public static string? WordIn(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var words = name.Replace("authoriz", "auth", StringComparison.OrdinalIgnoreCase)
            .Replace("authoris", "auth", StringComparison.OrdinalIgnoreCase)
            .Replace("author", "", StringComparison.OrdinalIgnoreCase);
        return Array.Find(All, word => words.Contains(word, StringComparison.OrdinalIgnoreCase));
    }
}
