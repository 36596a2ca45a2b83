using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Slo.Kubernetes.Api;

/// <summary>
/// A client of the API server. A new one is created for each call of an action, because calls are rare and certificates and tokens are
/// replaced. The size of answers is limited, and no message contains the token.
/// </summary>
internal sealed class ApiClient : IDisposable
{
    // An object has at most 1.5 MB in etcd.
    private const int LargestAnswer = 4 * 1024 * 1024;

    private const int LongestMessage = 300;

    private const string Unknown = "; whether the object was changed is not known";

    private readonly ClusterAccess _access;
    private readonly HttpClient _client;

    internal ApiClient(ClusterAccess access)
    {
        _access = access;
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            SslOptions = Tls(access),
        };
        _client = new HttpClient(handler)
        {
            BaseAddress = new Uri(access.Server.AbsoluteUri.TrimEnd('/') + "/"),
            MaxResponseContentBufferSize = LargestAnswer,
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <exception cref="ApiException">The server did not answer, or not with an object.</exception>
    internal async Task<JsonObject> GetAsync(string path, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(path, UriKind.Relative));
        (HttpStatusCode code, JsonObject? answer) = await SendAsync(request, isChange: false, cancellationToken).ConfigureAwait(false);
        return code == HttpStatusCode.OK && answer is not null ? answer : throw Refusal(code, answer);
    }

    /// <summary>Changes an object.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="patch">A merge patch with the version of the object to which it applies.</param>
    /// <param name="isDryRun">Whether the change is only checked.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>False if the object has another version.</returns>
    /// <exception cref="ApiException">The object was certainly not changed.</exception>
    /// <exception cref="HttpRequestException">It is not known whether the object was changed.</exception>
    internal async Task<bool> TryPatchAsync(string path, JsonObject patch, bool isDryRun, CancellationToken cancellationToken)
    {
        var query = isDryRun ? "?fieldManager=slo&dryRun=All" : "?fieldManager=slo";
        using HttpRequestMessage request = new(HttpMethod.Patch, new Uri(path + query, UriKind.Relative))
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(patch.ToJsonString())),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/merge-patch+json");
        (HttpStatusCode code, JsonObject? answer) = await SendAsync(request, !isDryRun, cancellationToken).ConfigureAwait(false);
        return code switch
        {
            HttpStatusCode.OK => true,
            HttpStatusCode.Conflict => false,

            // The answer may come from a proxy that has forwarded the request.
            HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError when !isDryRun => throw new HttpRequestException(
                string.Create(CultureInfo.InvariantCulture, $"The API server answered {(int)code}{Unknown}."), null, code),
            _ => throw Refusal(code, answer),
        };
    }

    public void Dispose()
    {
        _client.Dispose();
        _access.Certificate?.Dispose();
    }

    // Checks the name in the certificate in addition to its chain.
    private static SslClientAuthenticationOptions Tls(ClusterAccess access)
    {
        SslClientAuthenticationOptions options = new();
        if (access.Authorities is { } authorities)
        {
            X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(authorities);
            options.CertificateChainPolicy = policy;
        }

        if (access.Certificate is { } certificate)
        {
            options.ClientCertificates = [certificate];
        }

        return options;
    }

    /// <param name="request">The request.</param>
    /// <param name="isChange">Whether it is a change: without an answer, its result is then not known.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    private async Task<(HttpStatusCode Code, JsonObject? Answer)> SendAsync(
        HttpRequestMessage request, bool isChange, CancellationToken cancellationToken)
    {
        request.Headers.TryAddWithoutValidation("User-Agent", "Slo");
        request.Headers.TryAddWithoutValidation("Accept", "application/json");

        // The handler uses this name for SNI and for the certificate, and ignores a TargetHost.
        request.Headers.Host = _access.ServerName;
        if (_access.Token is { } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        try
        {
            using HttpResponseMessage response = await _client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return (response.StatusCode, Parse(body));
        }
        catch (HttpRequestException exception) when (isChange && !IsBeforeTheRequest(exception.HttpRequestError))
        {
            throw new HttpRequestException(exception.HttpRequestError, $"The API server was asked, and there is no answer{Unknown}.");
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new ApiException($"answered with more than {LargestAnswer / 1024 / 1024} MB", true);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            throw new ApiException("the certificate of the API server is not trusted", false);
        }
        catch (HttpRequestException exception)
        {
            Enum kind = exception.InnerException is SocketException socket ? socket.SocketErrorCode : exception.HttpRequestError;
            throw new ApiException($"no answer of the API server ({kind})", false);
        }
    }

    private static bool IsBeforeTheRequest(HttpRequestError error) =>
        error is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError;

    private static JsonObject? Parse(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private ApiException Refusal(HttpStatusCode code, JsonObject? answer)
    {
        var message = answer?["message"] is JsonValue value && value.TryGetValue(out string? text) ? $": {Shown(text)}" : "";
        var remedy = code is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            ? "; allow the verbs get and patch (docs/actions.md)" : "";
        var isFinal = (int)code is < 500 and not (408 or 429);
        return new(string.Create(CultureInfo.InvariantCulture, $"the API server answered {(int)code}{message}{remedy}"), isFinal)
        {
            // Other codes may come from a proxy or an admission webhook, so they are no error of the settings.
            IsProblem = code is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound,
        };
    }

    private string Shown(string text) => SloText.OneLine(
        _access.Token is { Length: > 0 } token ? text.Replace(token, "(secret)", StringComparison.Ordinal) : text, LongestMessage);
}
