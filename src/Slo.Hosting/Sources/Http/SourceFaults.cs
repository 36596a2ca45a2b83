using Slo.Hosting.Notifications.Http;

namespace Slo.Hosting.Sources.Http;

/// <summary>What is wrong with the address and the headers of a source. They may be secrets: what is wrong is said, and not what they
/// are.</summary>
internal static class SourceFaults
{
    internal static IEnumerable<string> OfAddress(string key, Uri? address, bool allowsHttp, string example) => address switch
    {
        null => [$"{key}: is missing; write the base address, for example {example}"],
        { IsAbsoluteUri: false } or { IsFile: true } => [$"{key}: is not an absolute address, for example {example}"],
        _ when !RequestFaults.IsWeb(address) => [$"{key}: scheme '{address.Scheme}': must be http or https"],
        { UserInfo.Length: > 0 } => [$"{key}: holds a user name or password; write it as a setting of its own, or as a header"],
        { Query.Length: > 0 } or { Fragment.Length: > 0 } => [$"{key}: has a query; write the base address, for example {example}"],
        { Scheme: var scheme, IsLoopback: false } when scheme == Uri.UriSchemeHttp && !allowsHttp =>
            [$"{key}: scheme 'http' would send secrets in the clear; write https, or \"AllowHttp\": true for a network that you trust"],
        _ => [],
    };

    internal static IEnumerable<string> OfHeaders(string key, IEnumerable<KeyValuePair<string, string>> headers) =>
        RequestFaults.OfHeaders(new Dictionary<string, string>(headers.DistinctBy(header => header.Key, StringComparer.OrdinalIgnoreCase)))
            .Select(name => $"{key}:{name}: cannot be set, or its value has line breaks or other control characters (it is a secret and "
                + "not shown)");
}
