using System.Globalization;

namespace Slo.Kubernetes.Api;

/// <summary>The service account of the pod. It is read for each call, because Kubernetes replaces its token every hour.</summary>
internal sealed class PodAccess
{
    internal string Folder { get; init; } = "/var/run/secrets/kubernetes.io/serviceaccount";

    internal Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <exception cref="ApiException">The process does not run in a pod, or the pod has no service account.</exception>
    internal ClusterAccess Read()
    {
        if (Server() is not { } server)
        {
            throw new ApiException("the process is in no pod of Kubernetes; set Kubeconfig", true)
            {
                Setting = "Kubeconfig",
                IsProblem = false,
            };
        }

        return new(server, Text("namespace"))
        {
            Authorities = ClusterAccess.AuthoritiesOf(Text("ca.crt"), "Kubeconfig"),
            Token = Text("token"),
        };
    }

    /// <summary>Identifies the cluster of the pod. Reads a small file.</summary>
    internal ClusterPlace Place()
    {
        try
        {
            return new(Server(), Text("namespace"));
        }
        catch (ApiException)
        {
            return new(Server(), null);
        }
    }

    private Uri? Server() => Variable("KUBERNETES_SERVICE_HOST") is { Length: > 0 } host
        && int.TryParse(Variable("KUBERNETES_SERVICE_PORT"), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? new UriBuilder(Uri.UriSchemeHttps, host, port).Uri : null;

    private string Text(string name)
    {
        try
        {
            return File.ReadAllText(Path.Combine(Folder, name)).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ApiException(
                $"the pod has no service account ({name} cannot be read); set automountServiceAccountToken, or Kubeconfig", true)
            {
                Setting = "Kubeconfig",
            };
        }
    }
}
