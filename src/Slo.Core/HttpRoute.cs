namespace Slo;

/// <summary>A route whose requests an HTTP indicator counts.</summary>
/// <param name="Method">The method in capitals, or null for any.</param>
/// <param name="Pattern">The pattern as mapped, for example <c>/orders/{id}</c>; compared without case and without leading or trailing
/// slashes.</param>
public readonly record struct HttpRoute(string? Method, string Pattern)
{
    /// <inheritdoc/>
    public override string ToString() => Method is null ? Pattern : $"{Method} {Pattern}";
}
