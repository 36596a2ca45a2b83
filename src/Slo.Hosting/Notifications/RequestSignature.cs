using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Slo.Hosting.Notifications;

/// <summary>The header by which a receiver knows that a request is ours and new: the signed text begins with the time.</summary>
internal static class RequestSignature
{
    internal const string Header = "Slo-Signature";

    internal static string Create(string secret, DateTimeOffset now, ReadOnlySpan<byte> body)
    {
        var seconds = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.UTF8.GetBytes(seconds + "."));
        hash.AppendData(body);
        return $"t={seconds},v1={Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }
}
