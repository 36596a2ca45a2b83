using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Slo;

/// <summary>
/// The header by which a receiver knows that a request was made by who knows a secret, and lately: <c>Slo-Signature:
/// t=seconds,v1=hex</c>, with the HMAC-SHA256 of <c>seconds.body</c>, keyed with the secret in UTF-8. Signed are requests of notification
/// targets with a <c>SigningSecret</c>.
/// </summary>
public static class SloRequestSignature
{
    /// <summary>The name of the header.</summary>
    public const string HeaderName = "Slo-Signature";

    /// <summary>How old a signature may be, or how far ahead: for clocks apart and slow ways.</summary>
    public static readonly TimeSpan MaximumAge = TimeSpan.FromMinutes(5);

    /// <summary>The value of the header.</summary>
    /// <param name="secret">What both sides know; not empty, or anyone could sign.</param>
    /// <param name="signedAt">Now.</param>
    /// <param name="body">The body of the request, byte for byte.</param>
    public static string Create(string secret, DateTimeOffset signedAt, ReadOnlySpan<byte> body)
    {
        ArgumentException.ThrowIfNullOrEmpty(secret);
        var seconds = signedAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={seconds},v1={Hash(secret, seconds, body)}";
    }

    /// <summary>Whether a header is right for a body and not too old. Compared in fixed time, so that nothing of the right one can be
    /// guessed.</summary>
    /// <param name="header">The value of the header, or null if it is missing.</param>
    /// <param name="secret">What both sides know; not empty, or anyone could sign.</param>
    /// <param name="now">Now.</param>
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
