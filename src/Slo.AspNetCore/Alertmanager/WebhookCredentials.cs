using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Slo.AspNetCore.Alertmanager;

/// <summary>
/// Whether a request has valid credentials. Digests are compared in constant time, so that neither content nor length can be inferred.
/// </summary>
internal sealed class WebhookCredentials(AlertmanagerWebhookOptions options, TimeProvider time)
{
    private readonly byte[]? _bearer = Digest(options.BearerToken);
    private readonly byte[]? _basic = options.BasicUser is null ? null : Digest($"{options.BasicUser}:{options.BasicPassword}");

    internal bool AreRequired => _bearer is not null || _basic is not null || options.SigningSecret is not null;

    /// <summary>For <c>WWW-Authenticate</c>.</summary>
    internal string[] Challenges =>
        [.. new[] { _bearer is null ? null : "Bearer", _basic is null ? null : "Basic realm=\"slo\"" }.OfType<string>()];

    /// <summary>Known by its headers alone, before a byte of the body is read.</summary>
    internal bool IsKnown(HttpRequest request)
    {
        if (!AuthenticationHeaderValue.TryParse(request.Headers[HeaderNames.Authorization], out AuthenticationHeaderValue? header)
            || header.Parameter is not { } parameter)
        {
            return false;
        }

        return header.Scheme.ToUpperInvariant() switch
        {
            "BEARER" => IsSame(_bearer, Encoding.UTF8.GetBytes(parameter)),
            "BASIC" => IsSame(_basic, Decoded(parameter)),
            _ => false,
        };
    }

    /// <summary>Whether the body may yet prove who sent it. A message that is sent twice in the time changes nothing, because its alerts stand as they stood.</summary>
    internal bool MayBeSigned(HttpRequest request) => options.SigningSecret is not null && request.Headers.ContainsKey(SloRequestSignature.HeaderName);

    internal bool IsSigned(HttpRequest request, ReadOnlySpan<byte> body) => options.SigningSecret is { } secret
        && SloRequestSignature.IsValid(request.Headers[SloRequestSignature.HeaderName].ToString(), secret, time.GetUtcNow(), body);

    private static bool IsSame(byte[]? digest, byte[] given) =>
        digest is not null && CryptographicOperations.FixedTimeEquals(digest, SHA256.HashData(given));

    private static byte[]? Digest(string? secret) => secret is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    private static byte[] Decoded(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var count) ? bytes[..count] : [];
    }
}
