using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Slo.Kubernetes.Api;

/// <summary>
/// A kubeconfig with a token or a client certificate. Users with <c>exec</c> or <c>auth-provider</c> are rejected: these run a login
/// program, for people and not for services.
/// </summary>
internal sealed class KubeconfigFile
{
    private readonly string _path;
    private readonly YamlMappingNode _root;

    private KubeconfigFile(string path, YamlMappingNode root)
    {
        _path = path;
        _root = root;
    }

    /// <exception cref="ApiException">The file cannot be read or used. No message contains a secret.</exception>
    internal static ClusterAccess Read(string path, string? context) => Read(path, file => file.Access(context));

    /// <summary>Identifies the cluster of a context. Reads the file, but neither keys nor tokens.</summary>
    internal static ClusterPlace Place(string path, string? context)
    {
        try
        {
            return Read(path, file =>
            {
                YamlMappingNode found = file.Context(context);
                return new ClusterPlace(Server(file.Cluster(found)), Namespace(found));
            });
        }
        catch (ApiException)
        {
            return new(null, null);
        }
    }

    private static T Read<T>(string path, Func<KubeconfigFile, T> read)
    {
        try
        {
            YamlStream yaml = [];
            yaml.Load(new StringReader(File.ReadAllText(path)));
            return read(new KubeconfigFile(path, yaml.Documents.Count > 0 && yaml.Documents[0].RootNode is YamlMappingNode root
                ? root : throw Problem("is not a kubeconfig")));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or YamlException or FormatException
            or ArgumentException or CryptographicException)
        {
            throw Problem($"cannot be read, or holds what cannot be read ({exception.GetType().Name})");
        }
    }

    private static ApiException Problem(string message, string setting = "Kubeconfig") => new(message, true) { Setting = setting };

    private static YamlMappingNode? Map(YamlMappingNode? node, string key) => Child(node, key) as YamlMappingNode;

    private static string? Text(YamlMappingNode? node, string key) =>
        Child(node, key) is YamlScalarNode { Value: { Length: > 0 } text } ? text : null;

    private static YamlNode? Child(YamlMappingNode? node, string key) =>
        node?.Children.FirstOrDefault(child => child.Key is YamlScalarNode { Value: { } name } && name == key).Value;

    private static string Namespace(YamlMappingNode context) => Text(context, "namespace") ?? "default";

    private YamlMappingNode Context(string? name)
    {
        name ??= Text(_root, "current-context") ?? throw Problem("has no current-context; set Context");
        return Named("contexts", "context", name) ?? throw Problem("is not a context of the kubeconfig", "Context");
    }

    private YamlMappingNode? Cluster(YamlMappingNode context) => Named("clusters", "cluster", Text(context, "cluster"));

    private ClusterAccess Access(string? name)
    {
        YamlMappingNode context = Context(name);
        YamlMappingNode? cluster = Cluster(context);
        YamlMappingNode? user = Named("users", "user", Text(context, "user"));
        if (Child(user, "exec") is not null || Child(user, "auth-provider") is not null)
        {
            throw Problem("the user of the context logs in with a program; write a token or a client certificate");
        }

        if (Text(cluster, "insecure-skip-tls-verify") == "true")
        {
            throw Problem("skips the check of the server's certificate; write certificate-authority-data");
        }

        Uri server = Server(cluster);
        return new(server, Namespace(context))
        {
            Authorities = Data(cluster, "certificate-authority") is { } pem ? ClusterAccess.AuthoritiesOf(pem, "Kubeconfig") : null,
            ServerName = Text(cluster, "tls-server-name"),
            Certificate = Certificate(user),
            Token = Text(user, "token") ?? (Text(user, "tokenFile") is { } file ? File.ReadAllText(Full(file)).Trim() : null),
        };
    }

    private static Uri Server(YamlMappingNode? cluster) =>
        Uri.TryCreate(Text(cluster, "server"), UriKind.Absolute, out Uri? server) && server.UserInfo.Length == 0
        && (server.Scheme == Uri.UriSchemeHttps || (server.Scheme == Uri.UriSchemeHttp && server.IsLoopback))
            ? server : throw Problem("the cluster of the context has no server with https");

    private YamlMappingNode? Named(string list, string content, string? name) => Map(
        (Child(_root, list) as YamlSequenceNode)?.Children.OfType<YamlMappingNode>()
            .FirstOrDefault(item => name is not null && Text(item, "name") == name),
        content);

    // A path relative to the file, or Base64 in the file.
    private string? Data(YamlMappingNode? node, string key) =>
        Text(node, key + "-data") is { } data ? Encoding.UTF8.GetString(Convert.FromBase64String(data))
        : Text(node, key) is { } file ? File.ReadAllText(Full(file)) : null;

    private string Full(string file) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(_path))!, file);

    private X509Certificate2? Certificate(YamlMappingNode? user)
    {
        if (Data(user, "client-certificate") is not { } certificate || Data(user, "client-key") is not { } key)
        {
            return null;
        }

        // On Windows, a key that was read from PEM cannot be used for a connection.
        using var pair = X509Certificate2.CreateFromPem(certificate, key);
        return X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null);
    }
}
