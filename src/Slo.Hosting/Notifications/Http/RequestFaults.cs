namespace Slo.Hosting.Notifications.Http;

/// <summary>What is wrong with addresses and headers. They are secrets: what is wrong is said, and not what they are.</summary>
internal static class RequestFaults
{
    internal static string? OfAddress(Uri? address, bool allowsHttp) => address switch
    {
        null => "is missing; write where to send to, for example https://alerts.example.com/hook",
        { IsAbsoluteUri: false } or { IsFile: true } =>
            "is not an absolute address, for example https://alerts.example.com/hook (the value may be a secret and is not shown)",
        { Scheme: var scheme } url when !IsWeb(url) => $"scheme '{scheme}': must be https",
        { UserInfo.Length: > 0 } =>
            "holds a user name or password; write it as a header: \"Headers\": { \"Authorization\": \"Basic …\" }",
        { Scheme: var scheme, IsLoopback: false } when scheme == Uri.UriSchemeHttp && !allowsHttp =>
            "scheme 'http' would send alerts and secrets in the clear; write https, or \"AllowHttp\": true for a network that you trust",
        _ => null,
    };

    // Others are refused, and nothing can be put below them: on Unix the text "/" is the address of a file.
    internal static bool IsWeb(Uri url) => url.IsAbsoluteUri && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp);

    /// <summary>The names of those that cannot be sent.</summary>
    internal static IEnumerable<string> OfHeaders(IDictionary<string, string> headers) =>
        headers.Where(header => !IsHeader(header.Key, header.Value)).Select(header => header.Key);

    private static bool IsHeader(string name, string? value)
    {
        using HttpRequestMessage request = new();
        return request.Headers.TryAddWithoutValidation(name, "") && value?.All(character => character is >= ' ' and <= '~') == true
            && !name.Equals(SloRequestSignature.HeaderName, StringComparison.OrdinalIgnoreCase)
            && !name.Equals("Host", StringComparison.OrdinalIgnoreCase);
    }
}
