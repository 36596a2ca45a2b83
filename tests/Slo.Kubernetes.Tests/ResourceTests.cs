using Slo.Kubernetes.Api;
using Xunit;

namespace Slo.Kubernetes.Tests;

/// <summary>What two actions are compared by: without a call, and without starting to differ by how it is written.</summary>
public sealed class ResourceTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slo-k8s-resource-");

    private string Kubeconfig => Path.Combine(_folder.FullName, "config");

    [Fact]
    public void Object_OfTheSameNameInTwoClusters_IsTwoResources()
    {
        Write();

        Assert.Equal("VirtualService shop/shop route primary at https://blue.example.com", Of(context: "blue").Resource);
        Assert.Equal("VirtualService shop/shop route primary at https://green.example.com:6443/k8s", Of(context: "green").Resource);
        Assert.NotEqual(Of(context: "blue").Resource, new IstioRouteAction { Name = "shop", Namespace = "shop", Route = "primary", Pod = Pod() }.Resource);
    }

    // The context that is the current one, and another context of the same cluster.
    [Theory]
    [InlineData(null)]
    [InlineData("blue-again")]
    public void Cluster_ByAnotherContext_IsTheSameResource(string? context)
    {
        Write();

        Assert.Equal(Of(context: "blue").Resource, Of(context).Resource);
    }

    [Fact]
    public void Namespace_LeftOut_IsThatOfTheContextOrOfThePod()
    {
        Write();
        IstioRouteAction action = Of(context: "blue");
        action.Namespace = null;

        Assert.Equal(Of(context: "blue").Resource, action.Resource);
        Assert.Equal(
            "HTTPRoute payments/shop route 0 at https://10.0.0.1", new HttpRouteAction { Name = "shop", Pod = Pod() }.Resource);
        Assert.Equal(
            new HttpRouteAction { Name = "shop", Pod = Pod() }.Resource,
            new HttpRouteAction { Name = "shop", Namespace = "payments", Route = "0", Pod = Pod() }.Resource);
    }

    [Fact]
    public void Kubeconfig_ThatCannotBeRead_LeavesWhatIsWritten()
    {
        Assert.Equal($"VirtualService shop/shop route primary at {Kubeconfig} blue", Of(context: "blue").Resource);
        Assert.Equal($"VirtualService shop/shop route primary at {Kubeconfig}", Of(context: null).Resource);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    // Neither keys nor tokens are read: they are missing.
    private void Write() => File.WriteAllText(Kubeconfig, """
        current-context: blue
        contexts:
        - { name: blue, context: { cluster: blue, user: robot, namespace: shop } }
        - { name: blue-again, context: { cluster: blue-too, user: robot, namespace: shop } }
        - { name: green, context: { cluster: green, user: robot, namespace: shop } }
        clusters:
        - { name: blue, cluster: { server: "https://blue.example.com", certificate-authority: missing.crt } }
        - { name: blue-too, cluster: { server: "HTTPS://BLUE.example.com:443/" } }
        - { name: green, cluster: { server: "https://green.example.com:6443/k8s/" } }
        users:
        - { name: robot, user: { tokenFile: missing } }
        """);

    private IstioRouteAction Of(string? context) =>
        new() { Name = "shop", Namespace = "shop", Route = "primary", Kubeconfig = Kubeconfig, Context = context };

    private PodAccess Pod()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "namespace"), "payments");
        return new()
        {
            Folder = _folder.FullName,
            Variable = name => name == "KUBERNETES_SERVICE_HOST" ? "10.0.0.1" : name == "KUBERNETES_SERVICE_PORT" ? "443" : null,
        };
    }
}
