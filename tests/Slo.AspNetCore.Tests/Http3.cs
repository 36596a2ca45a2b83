using System.Net.Quic;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Xunit;

namespace Slo.AspNetCore.Tests;

/// <summary>What HTTP/3 needs besides: the native library of QUIC, which is no part of .NET on Linux, and a certificate.</summary>
internal static class Http3
{
    private static readonly Lazy<X509Certificate2> Certificate = new(Create);

    internal static bool IsSupported => QuicListener.IsSupported;

    /// <summary>Skips the running test where there is no QUIC.</summary>
    internal static void SkipUnlessSupported() =>
        Assert.SkipUnless(IsSupported, "HTTP/3 needs libmsquic, which is not installed, and TLS 1.3 (QuicListener.IsSupported)");

    /// <summary>Gives a server without defaults QUIC and TLS.</summary>
    internal static void AddTo(IWebHostBuilder host)
    {
        SkipUnlessSupported();
        host.UseKestrelHttpsConfiguration().UseQuic();
    }

    internal static void Listen(ListenOptions listen) => listen.UseHttps(Certificate.Value);

    /// <summary>Of a client that trusts this certificate, and no other.</summary>
    internal static SslClientAuthenticationOptions NewClientOptions() => new()
    {
        TargetHost = "localhost",
        RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            certificate is not null && certificate.GetRawCertData().AsSpan().SequenceEqual(Certificate.Value.RawData),
    };

    private static X509Certificate2 Create()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }
}
