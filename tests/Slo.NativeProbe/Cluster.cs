using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace Slo.NativeProbe;

/// <summary>Stands in for the API server of Kubernetes: one VirtualService behind TLS of an authority of its own.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slo-probe-");
    private readonly X509Certificate2 _certificate = Certificate();
    private JsonObject _route = JsonNode.Parse("""
        {
          "metadata": { "name": "shop", "namespace": "shop", "resourceVersion": "1" },
          "spec": { "http": [{ "route": [
            { "destination": { "host": "shop", "subset": "stable" }, "weight": 90 },
            { "destination": { "host": "shop", "subset": "canary" }, "weight": 10 }
          ] }] }
        }
        """)!.AsObject();

    private Cluster()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_certificate)));
        builder.WebHost.UseKestrelHttpsConfiguration();
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    internal string Kubeconfig => Path.Combine(_folder.FullName, "config");

    internal static async Task<Cluster> StartAsync()
    {
        Cluster cluster = new();
        await cluster._app.StartAsync();
        var authority = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(cluster._certificate.ExportCertificatePem()));
        await File.WriteAllTextAsync(cluster.Kubeconfig, $$"""
            current-context: probe
            contexts: [{ name: probe, context: { cluster: c, user: u, namespace: shop } }]
            clusters: [{ name: c, cluster: { server: "{{cluster._app.Urls.Single()}}", certificate-authority-data: "{{authority}}" } }]
            users: [{ name: u, user: { token: "t0k3n" } }]
            """);
        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _certificate.Dispose();
        _folder.Delete(recursive: true);
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 made = request.CreateSelfSigned(now.AddHours(-1), now.AddHours(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Method == "PATCH" && !context.Request.Query.ContainsKey("dryRun"))
        {
            JsonObject patch = (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
            JsonObject changed = _route.DeepClone().AsObject();
            changed["spec"]!["http"] = patch["spec"]!["http"]!.DeepClone();
            _route = changed;
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(_route.ToJsonString());
    }
}
