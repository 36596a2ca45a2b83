using System.Globalization;
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
    internal const string SignatureHeader = "Slo-Signature";

    // For clocks apart and slow ways; within it a message that is sent twice changes nothing, because its alerts stand as they stood.
    private static readonly TimeSpan SignatureAge = TimeSpan.FromMinutes(5);

    private readonly byte[]? _bearer = Digest(options.BearerToken);
    private readonly byte[]? _basic = options.BasicUser is null ? null : Digest($"{options.BasicUser}:{options.BasicPassword}");
    private readonly byte[]? _signing = options.SigningSecret is null ? null : Encoding.UTF8.GetBytes(options.SigningSecret);

    internal bool AreRequired => _bearer is not null || _basic is not null || _signing is not null;

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

    /// <summary>Whether the body may yet prove who sent it.</summary>
    internal bool MayBeSigned(HttpRequest request) => _signing is not null && request.Headers.ContainsKey(SignatureHeader);

    internal bool IsSigned(HttpRequest request, ReadOnlySpan<byte> body)
    {
        if (_signing is null || request.Headers[SignatureHeader].ToString().Split(',') is not [var stamp, var signature]
            || !stamp.StartsWith("t=", StringComparison.Ordinal) || !signature.StartsWith("v1=", StringComparison.Ordinal)
            || !long.TryParse(stamp.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs((decimal)seconds - time.GetUtcNow().ToUnixTimeSeconds()) > (decimal)SignatureAge.TotalSeconds)
        {
            return false;
        }

        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _signing);
        hash.AppendData(Encoding.ASCII.GetBytes(stamp[2..] + "."));
        hash.AppendData(body);
        return CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset())),
            Encoding.ASCII.GetBytes(signature[3..].ToLowerInvariant()));
    }

    private static bool IsSame(byte[]? digest, byte[] given) =>
        digest is not null && CryptographicOperations.FixedTimeEquals(digest, SHA256.HashData(given));

    private static byte[]? Digest(string? secret) => secret is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    private static byte[] Decoded(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var count) ? bytes[..count] : [];
    }
}
