using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Slo.Kubernetes.Tests;

/// <summary>A certificate authority, as each cluster has its own.</summary>
internal sealed class Certificates : IDisposable
{
    private readonly X509Certificate2 _authority;

    internal Certificates(string name = "kubernetes")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _authority = request.CreateSelfSigned(From, To);
    }

    /// <summary>The certificate of the authority.</summary>
    internal string Pem => _authority.ExportCertificatePem();

    // Certificates need dates around now, whatever the clock of a test.
    private static DateTimeOffset From => TimeProvider.System.GetUtcNow().AddDays(-1);

    private static DateTimeOffset To => From.AddDays(2);

    /// <summary>A certificate that the authority signed.</summary>
    /// <param name="name">Its name, or an address.</param>
    internal X509Certificate2 Sign(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=" + name, key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        if (IPAddress.TryParse(name, out IPAddress? address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(name);
        }

        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 signed = request.Create(_authority, From.AddHours(1), To.AddHours(-1), RandomNumberGenerator.GetBytes(8));
        using X509Certificate2 pair = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    public void Dispose() => _authority.Dispose();
}
