namespace Slo.Definitions;

/// <summary>Tags of OpenTelemetry's conventions, of today and of before, that have the values of headers, or whole query
/// strings.</summary>
internal static class SecretTags
{
    private static readonly string[] OfHeaders =
    [
        "http.request.header.", "http.response.header.", "rpc.grpc.request.metadata.", "rpc.grpc.response.metadata.",
    ];

    /// <summary>Why the values of a tag may be secrets; null: its name does not say so.</summary>
    internal static string? WhyIn(string? tag)
    {
        if (tag is "url.query" or "url.full" or "http.url" or "http.target")
        {
            return "it has the query string";
        }

        return Array.Find(OfHeaders, start => tag?.StartsWith(start, StringComparison.Ordinal) == true) is { Length: var header }
            && SloSecretNames.WordIn(tag![header..]) is { } word ? $"the name of the header contains '{word}'" : null;
    }
}
