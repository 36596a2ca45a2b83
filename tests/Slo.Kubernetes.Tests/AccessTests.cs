using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Slo.Kubernetes.Api;
using Xunit;

namespace Slo.Kubernetes.Tests;

/// <summary>Who asks, and whether the server is the right one.</summary>
public sealed class AccessTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Kubernetes replaces the token of a pod every hour.
    [Fact]
    public async Task Token_ReplacedByKubernetes_IsReadForTheNextCall()
    {
        await using ApiServer server = await StartAsync();
        IstioRouteAction action = Action(server.Pod("old"));

        SloReactionResult refused = await action.ApplyAsync(Request(), Cancel);
        server.Pod();

        Assert.Equal((SloReactionOutcome.Failed, "the API server answered 401: Unauthorized; allow the verbs get and patch (docs/actions.md)"), (refused.Outcome, refused.Text));
        Assert.Equal(SloReactionOutcome.Done, (await action.ApplyAsync(Request(), Cancel)).Outcome);
    }

    [Fact]
    public async Task Server_OfAnotherAuthority_GetsNoToken()
    {
        await using ApiServer server = await StartAsync();
        using Certificates other = new();
        IstioRouteAction action = Action(server.Pod(authority: other.Pem));

        SloReactionResult refused = await action.ApplyAsync(Request(), Cancel);

        Assert.Equal((SloReactionOutcome.Retry, "the certificate of the API server is not trusted"), (refused.Outcome, refused.Text));
        Assert.Null(await action.CheckAsync(Cancel));
        Assert.Empty(server.Calls);
    }

    // The right authority signs for every machine of the cluster: the name counts too.
    [Fact]
    public async Task Server_OfAnotherName_GetsNoToken()
    {
        await using ApiServer server = await StartAsync("node-7.cluster.local");

        SloReactionResult refused = await Action(server.Pod()).ApplyAsync(Request(), Cancel);

        Assert.Equal((SloReactionOutcome.Retry, "the certificate of the API server is not trusted"), (refused.Outcome, refused.Text));
        Assert.Empty(server.Calls);
    }

    [Fact]
    public async Task Pod_WithoutAServiceAccount_IsAProblem()
    {
        await using ApiServer server = await StartAsync();
        PodAccess pod = server.Pod();
        File.Delete(Path.Combine(pod.Folder, "token"));

        Assert.Equal(
            "Kubeconfig '': the pod has no service account (token cannot be read); set automountServiceAccountToken, or Kubeconfig",
            await Action(pod).CheckAsync(Cancel));
    }

    [Fact]
    public async Task Process_OutsideOfACluster_StartsAndFailsWhenItActs()
    {
        IstioRouteAction action = Action(new PodAccess { Variable = _ => null });

        Assert.Null(await action.CheckAsync(Cancel));
        Assert.Null(await action.PrepareAsync(Request(), Cancel));
        SloReactionResult failed = await action.ApplyAsync(Request(), Cancel);
        Assert.Equal((SloReactionOutcome.Failed, "the process is in no pod of Kubernetes; set Kubeconfig"), (failed.Outcome, failed.Text));
    }

    [Fact]
    public async Task Server_ThatIsGone_IsRetriedAndNoProblemAtStart()
    {
        ApiServer server = await StartAsync();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("slo-k8s-gone-");
        PodAccess pod = server.Pod();
        foreach (var file in Directory.EnumerateFiles(pod.Folder))
        {
            File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
        }

        var port = $"{server.Port}";
        await server.DisposeAsync();
        IstioRouteAction action = Action(new PodAccess { Folder = folder.FullName, Variable = name => name.EndsWith("HOST", StringComparison.Ordinal) ? "127.0.0.1" : port });

        SloReactionResult refused = await action.ApplyAsync(Request(), Cancel);
        Assert.Equal((SloReactionOutcome.Retry, "no answer of the API server (ConnectionRefused)"), (refused.Outcome, refused.Text));
        Assert.Null(await action.CheckAsync(Cancel));
        await Assert.ThrowsAsync<ApiException>(() => action.PrepareAsync(Request(), Cancel));
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(false, "127.0.0.1")]
    [InlineData(true, "127.0.0.1")]
    [InlineData(false, "api.example.com")]
    public async Task Kubeconfig_WithToken_ReachesTheServer(bool isInFiles, string name)
    {
        await using ApiServer server = await StartAsync(name);
        File.WriteAllText(Path.Combine(server.Folder, "kube-ca.crt"), server.Certificates.Pem);
        File.WriteAllText(Path.Combine(server.Folder, "kube-token"), ApiServer.Token);
        var path = Kubeconfig(
            server,
            isInFiles ? "certificate-authority: kube-ca.crt" : $"certificate-authority-data: {Base64(server.Certificates.Pem)}",
            isInFiles ? "tokenFile: kube-token" : $"token: {ApiServer.Token}",
            name == "127.0.0.1" ? "" : $", tls-server-name: {name}");

        SloReactionResult done = await Action(path).ApplyAsync(Request(), Cancel);

        Assert.Equal((SloReactionOutcome.Done, "weights shop/stable 90, shop/canary 10 -> shop/stable 100, shop/canary 0"), (done.Outcome, done.Text));
    }

    [Fact]
    public async Task Kubeconfig_WithAClientCertificate_ReachesTheServer()
    {
        await using ApiServer server = await StartAsync(wantsCertificate: true);
        using X509Certificate2 user = server.Certificates.Sign("developer");
        using ECDsa key = user.GetECDsaPrivateKey()!;
        var path = Kubeconfig(
            server, $"certificate-authority-data: {Base64(server.Certificates.Pem)}",
            $"client-certificate-data: {Base64(user.ExportCertificatePem())}, client-key-data: {Base64(key.ExportPkcs8PrivateKeyPem())}");

        Assert.Equal(SloReactionOutcome.Done, (await Action(path).ApplyAsync(Request(), Cancel)).Outcome);
        Assert.Equal("", server.Calls[0].Authorization);
    }

    [Theory]
    [InlineData("exec: { command: aws }", "", null, "Kubeconfig 'PATH': the user of the context logs in with a program; write a token or a client certificate")]
    [InlineData("token: x", ", insecure-skip-tls-verify: true", null, "Kubeconfig 'PATH': skips the check of the server's certificate; write certificate-authority-data")]
    [InlineData("token: x", "", "other", "Context 'other': is not a context of the kubeconfig")]
    [InlineData("tokenFile: missing", "", null, "Kubeconfig 'PATH': cannot be read, or holds what cannot be read (FileNotFoundException)")]
    [InlineData("client-certificate-data: s3cr3t, client-key-data: s3cr3t", "", null, "Kubeconfig 'PATH': cannot be read, or holds what cannot be read (FormatException)")]
    public async Task Kubeconfig_ThatCannotBeUsed_IsAProblem(string user, string more, string? context, string problem)
    {
        await using ApiServer server = await StartAsync();
        var path = Kubeconfig(server, $"certificate-authority-data: {Base64(server.Certificates.Pem)}", user, more);
        IstioRouteAction action = Action(path);
        action.Context = context;

        Assert.Equal(problem.Replace("PATH", path, StringComparison.Ordinal), await action.CheckAsync(Cancel));
        Assert.Empty(server.Calls);
    }

    [Theory]
    [InlineData("", "is not a kubeconfig")]
    [InlineData("[1, 2]", "is not a kubeconfig")]
    [InlineData("{}", "has no current-context; set Context")]
    [InlineData("a: [", "cannot be read, or holds what cannot be read (")]
    [InlineData("{ current-context: a, contexts: [{ name: a, context: { cluster: c } }], clusters: [{ name: c, cluster: { server: \"http://api.example.com\" } }] }", "the cluster of the context has no server with https")]
    [InlineData("{ current-context: a, contexts: [{ name: a, context: { cluster: c } }] }", "the cluster of the context has no server with https")]
    [InlineData("{ current-context: a, contexts: [{ name: a, context: { cluster: c } }], clusters: [{ name: c, cluster: { server: \"https://x\", certificate-authority-data: aGVsbG8= } }] }", "has no certificate authority in PEM")]
    public async Task File_ThatIsNoKubeconfig_IsAProblem(string yaml, string problem)
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, yaml);

        Assert.StartsWith($"Kubeconfig '{path}': {problem}", await Action(path).CheckAsync(Cancel), StringComparison.Ordinal);
        File.Delete(path);
        Assert.StartsWith($"Kubeconfig '{path}': cannot be read", await Action(path).CheckAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Name", "")]
    [InlineData("Name", "shop/../../secrets")]
    [InlineData("Name", "shop?x")]
    [InlineData("Name", "Shop")]
    [InlineData("Name", "shop.")]
    [InlineData("Namespace", "a/b")]
    [InlineData("Namespace", "%2e%2e")]
    [InlineData("ApiVersion", "v1/namespaces/kube-system")]
    public void Name_ThatCouldBeAnotherPath_IsAFault(string key, string value)
    {
        IstioRouteAction action = Action(new PodAccess());
        (action.Name, action.Namespace, action.ApiVersion) = key switch
        {
            "Name" => (value, null, "v1"),
            "Namespace" => ("shop", value, "v1"),
            _ => ("shop", null, value),
        };

        var fault = Assert.Single(((SloReactionAction)action).GetFaults());
        Assert.StartsWith(value.Length == 0 ? $"{key}: is missing" : $"{key} '{value}': must consist of lower-case letters", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_ThatAreMissingOrContradict_AreFaults()
    {
        IstioRouteAction action = new() { Name = "shop", Context = "kind", Pod = new PodAccess { Variable = _ => null, Folder = "nowhere" } };

        Assert.Equal(
            ["Destination: is missing; write a subset, a host, or host/subset", "Context 'kind': is read from a kubeconfig; set Kubeconfig too"],
            ((SloReactionAction)action).GetFaults());
        action.Weight = 101;
        Assert.Equal("Weight '101': must be from 0 to 100", Assert.Single(action.Settings().All, setting => setting.Problem is not null).Problem);
        Assert.Equal("VirtualService (default)/shop route 0 at (this cluster)", action.Resource);
        Assert.Equal("set the share of canary in HTTPRoute shop to 0 %", new HttpRouteAction { Name = "shop", Destination = "canary" }.ToString());
    }

    private static async Task<ApiServer> StartAsync(string name = "127.0.0.1", bool wantsCertificate = false)
    {
        ApiServer server = await ApiServer.StartAsync(name, wantsCertificate);
        server.Put(Samples.VirtualServicePath, Samples.VirtualService);
        return server;
    }

    private static string Kubeconfig(ApiServer server, string authority, string user, string more = "")
    {
        var path = Path.Combine(server.Folder, "config");
        File.WriteAllText(path, $$"""
            apiVersion: v1
            kind: Config
            current-context: kind
            contexts:
            - { name: none, context: { cluster: none, user: none } }
            - { name: kind, context: { cluster: kind-cluster, user: developer, namespace: shop } }
            clusters:
            - { name: kind-cluster, cluster: { server: "https://127.0.0.1:{{server.Port}}", {{authority}}{{more}} } }
            users:
            - { name: developer, user: { {{user}} } }
            """);
        return path;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static SloReactionRequest Request() => new("shop-canary", 1, "checkout", "burns", "shop-canary/1/7");

    private static IstioRouteAction Action(PodAccess pod) => new() { Name = "shop", Route = "primary", Destination = "canary", Pod = pod };

    private static IstioRouteAction Action(string kubeconfig) => new() { Name = "shop", Route = "primary", Destination = "canary", Kubeconfig = kubeconfig };
}
