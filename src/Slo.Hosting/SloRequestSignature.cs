using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Slo;

/// <summary>
/// The header with which a receiver verifies the sender and the time of a request: <c>Slo-Signature: t=seconds,v1=hex</c>, with the
/// HMAC-SHA256 of <c>seconds.body</c>, keyed with a shared secret in UTF-8. Notification targets with a <c>SigningSecret</c> sign their
/// requests.
/// </summary>
public static class SloRequestSignature
{
    /// <summary>The name of the header.</summary>
    public const string HeaderName = "Slo-Signature";

    /// <summary>The maximum age of a valid signature, and how far it may be ahead of the receiver's clock: 5 minutes.</summary>
    public static readonly TimeSpan MaximumAge = TimeSpan.FromMinutes(5);

    /// <summary>Creates the value of the header.</summary>
    /// <param name="secret">The shared secret; not empty.</param>
    /// <param name="signedAt">The current time.</param>
    /// <param name="body">The body of the request, byte for byte.</param>
    public static string Create(string secret, DateTimeOffset signedAt, ReadOnlySpan<byte> body)
    {
        ArgumentException.ThrowIfNullOrEmpty(secret);
        var seconds = signedAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={seconds},v1={Hash(secret, seconds, body)}";
    }

    /// <summary>Whether a header is valid for a body and not older than <see cref="MaximumAge"/>. Compares in constant time, to prevent
    /// timing attacks.</summary>
    /// <param name="header">The value of the header, or null if it is missing.</param>
    /// <param name="secret">The shared secret; not empty.</param>
    /// <param name="now">The current time.</param>
    /// <param name="body">The body as it was received, byte for byte.</param>
    public static bool IsValid(string? header, string secret, DateTimeOffset now, ReadOnlySpan<byte> body)
    {
        ArgumentException.ThrowIfNullOrEmpty(secret);
        return header?.Split(',') is [var stamp, var signature]
            && stamp.StartsWith("t=", StringComparison.Ordinal) && signature.StartsWith("v1=", StringComparison.Ordinal)
            && long.TryParse(stamp.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && Math.Abs((decimal)seconds - now.ToUnixTimeSeconds()) <= (decimal)MaximumAge.TotalSeconds
            && CryptographicOperations.FixedTimeEquals(
                Encoding.ASCII.GetBytes(Hash(secret, stamp[2..], body)), Encoding.ASCII.GetBytes(signature[3..].ToLowerInvariant()));
    }

    private static string Hash(string secret, string seconds, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.ASCII.GetBytes(seconds + "."));
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
