using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;
using Slo.Kubernetes.Api;

namespace Slo.Kubernetes.Tests;

/// <summary>
/// Stands in for the API server of Kubernetes, with its rules: TLS of an authority of its own, a token, objects by path, merge patches only
/// with their content type, and 409 if the object has another version than the patch.
/// </summary>
internal sealed class ApiServer : IAsyncDisposable
{
    internal const string Token = "t0k3n-of-the-service-account";

    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slo-k8s-");
    private readonly Certificates _certificates = new();
    private readonly ConcurrentQueue<ApiCall> _calls = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<string, JsonObject> _objects = [];
    private int _version = 1000;

    private ApiServer(string name, bool wantsCertificate)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(new HttpsConnectionAdapterOptions
        {
            ServerCertificate = _certificates.Sign(name),
            ClientCertificateMode = wantsCertificate ? ClientCertificateMode.RequireCertificate : ClientCertificateMode.NoCertificate,
            ClientCertificateValidation = (certificate, _, _) => certificate.Issuer == "CN=kubernetes",
        })));
        builder.WebHost.UseKestrelHttpsConfiguration();
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>Called before each answer with the number of the call, from 1; a status code is answered instead.</summary>
    internal Func<int, ApiCall, Task<int?>> Before { get; set; } = (_, _) => Task.FromResult<int?>(null);

    /// <summary>Called when a patch was carried out: a status code is answered instead, and 0 ends the connection without an answer.</summary>
    internal Func<int?> After { get; set; } = () => null;

    internal IReadOnlyList<ApiCall> Calls => [.. _calls];

    internal int Port => new Uri(_app.Urls.Single()).Port;

    internal Certificates Certificates => _certificates;

    /// <summary>A folder for files of the test.</summary>
    internal string Folder => _folder.FullName;

    /// <param name="name">The name in its certificate.</param>
    /// <param name="wantsCertificate">Whether clients need a certificate.</param>
    internal static async Task<ApiServer> StartAsync(string name = "127.0.0.1", bool wantsCertificate = false)
    {
        ApiServer server = new(name, wantsCertificate);
        await server._app.StartAsync();
        return server;
    }

    /// <summary>What a pod finds.</summary>
    /// <param name="token">The token in its file.</param>
    /// <param name="authority">The authority in its file; by default that of the server.</param>
    internal PodAccess Pod(string token = Token, string? authority = null)
    {
        File.WriteAllText(Path.Combine(Folder, "token"), token);
        File.WriteAllText(Path.Combine(Folder, "ca.crt"), authority ?? Certificates.Pem);
        File.WriteAllText(Path.Combine(Folder, "namespace"), "shop");
        return new()
        {
            Folder = Folder,
            Variable = name => name == "KUBERNETES_SERVICE_HOST" ? "127.0.0.1" : name == "KUBERNETES_SERVICE_PORT" ? $"{Port}" : null,
        };
    }

    /// <summary>Puts an object at a path, as <c>kubectl apply</c> would.</summary>
    internal void Put(string path, string json)
    {
        lock (_gate)
        {
            JsonObject document = JsonNode.Parse(json)!.AsObject();
            document["metadata"]!["resourceVersion"] = $"{++_version}";
            _objects[path] = document;
        }
    }

    internal JsonObject Get(string path)
    {
        lock (_gate)
        {
            return _objects[path].DeepClone().AsObject();
        }
    }

    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource now = new(TimeSpan.FromMilliseconds(100));
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        _certificates.Dispose();
        _folder.Delete(recursive: true);
    }

    private static Task SayAsync(HttpContext context, int code, string message) => WriteAsync(context, code, new JsonObject
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["status"] = "Failure",
        ["message"] = message,
        ["code"] = code,
    });

    private static Task AbortAsync(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    private static async Task WriteAsync(HttpContext context, int code, JsonObject answer)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.ToJsonString());
    }

    // RFC 7396.
    private static JsonObject Merge(JsonObject target, JsonObject patch)
    {
        foreach ((var name, JsonNode? value) in patch)
        {
            if (value is null)
            {
                target.Remove(name);
            }
            else
            {
                target[name] = value is JsonObject inner ? Merge(target[name] as JsonObject ?? [], inner).DeepClone() : value.DeepClone();
            }
        }

        return target;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using StreamReader reader = new(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        ApiCall call = new(
            context.Request.Method, context.Request.Path, context.Request.QueryString.ToString(), context.Request.ContentType ?? "",
            context.Request.Headers.Authorization.ToString(), body.Length > 0 ? JsonNode.Parse(body)!.AsObject() : null);
        _calls.Enqueue(call);
        if (await Before(_calls.Count, call) is { } code)
        {
            await SayAsync(context, code, $"planned {code} for {call.Authorization}");
        }
        else if (call.Authorization != $"Bearer {Token}" && context.Connection.ClientCertificate is null)
        {
            await SayAsync(context, 401, "Unauthorized");
        }
        else
        {
            await AnswerAsync(context, call);
        }
    }

    private Task AnswerAsync(HttpContext context, ApiCall call)
    {
        lock (_gate)
        {
            if (!_objects.TryGetValue(call.Path, out JsonObject? stored))
            {
                return SayAsync(context, 404, $"\"{call.Path.Split('/')[^1]}\" not found");
            }

            if (call.Method == "GET")
            {
                return WriteAsync(context, 200, stored.DeepClone().AsObject());
            }

            if (call.Method != "PATCH" || call.ContentType != "application/merge-patch+json" || !call.Query.Contains("fieldManager=slo", StringComparison.Ordinal))
            {
                return SayAsync(context, 415, "the body of the request was in an unknown format");
            }

            if (call.Version is { } version && version != (string?)stored["metadata"]!["resourceVersion"])
            {
                return SayAsync(context, 409, "the object has been modified; please apply your changes to the latest version and try again");
            }

            JsonObject merged = Merge(stored.DeepClone().AsObject(), call.Body!);
            merged["metadata"]!["resourceVersion"] = $"{_version + 1}";
            if (!call.IsDryRun)
            {
                _version++;
                _objects[call.Path] = merged;
                if (After() is { } code)
                {
                    return code == 0 ? AbortAsync(context) : SayAsync(context, code, "upstream request timeout");
                }
            }

            return WriteAsync(context, 200, merged.DeepClone().AsObject());
        }
    }
}
