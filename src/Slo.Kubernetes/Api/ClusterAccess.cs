using System.Security.Cryptography.X509Certificates;

namespace Slo.Kubernetes.Api;

/// <summary>The address of the API server, and the credentials.</summary>
/// <param name="Server">The base address.</param>
/// <param name="Namespace">The namespace of actions that have none.</param>
internal sealed record ClusterAccess(Uri Server, string Namespace)
{
    /// <summary>The trusted authorities for the certificate of the server; null: those of the machine.</summary>
    internal X509Certificate2Collection? Authorities { get; init; }

    /// <summary>The name in the certificate of the server, if it differs from the host of the address.</summary>
    internal string? ServerName { get; init; }

    internal X509Certificate2? Certificate { get; init; }

    /// <summary>The bearer token, a secret.</summary>
    internal string? Token { get; init; }

    /// <exception cref="ApiException">A certificate cannot be read.</exception>
    internal static X509Certificate2Collection AuthoritiesOf(string pem, string setting)
    {
        X509Certificate2Collection authorities = [];
        try
        {
            authorities.ImportFromPem(pem);
        }
        catch (Exception exception) when (exception is System.Security.Cryptography.CryptographicException or ArgumentException)
        {
            throw Unreadable(setting);
        }

        return authorities.Count > 0 ? authorities : throw Unreadable(setting);
    }

    private static ApiException Unreadable(string setting) => new("has no certificate authority in PEM", true) { Setting = setting };
}
