using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Slo.Hosting.Notifications.Formats;

namespace Slo.Hosting.Notifications;

/// <summary>
/// Sends to one target. Its client is its own, not the app's: no redirects, no cookies, no logging and no tracing of addresses, because
/// those of Slack and others are secrets.
/// </summary>
internal sealed class NotificationSender : IDisposable
{
    /// <summary>How much of a response is read; it says nothing that is needed, but a connection can only be used again when it was read.</summary>
    internal const int MaximumResponseBytes = 64 * 1024;

    private readonly SloNotificationTarget _target;
    private readonly NotificationFormat _format;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _client;

    internal NotificationSender(SloNotificationTarget target, string instance, TimeProvider time)
    {
        _target = target;
        _time = time;
        _format = NotificationFormat.Of(target, instance);
        _client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = target.Addresses != SloNotificationAddresses.PublicOnly,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxConnectionsPerServer = 1,
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = 0,
            // Without a propagator there are no spans either, and so no span that holds the address.
            ActivityHeadersPropagator = null,
            ConnectCallback = new AddressGuard(target.Addresses).ConnectAsync,
        });
    }

    internal int BatchSize => _format.BatchSize;

    public void Dispose() => _client.Dispose();

    internal async Task<SendResult> SendAsync(IReadOnlyList<Notification> notifications, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(_target.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using HttpRequestMessage request = Request(_format.Write(notifications, _time.GetUtcNow()));
            using HttpResponseMessage response = await _client.SendAsync(request, either.Token).ConfigureAwait(false);
            SendResult result = Judge(response);
            if (result.Outcome == SendOutcome.Delivered)
            {
                await DrainAsync(response, either.Token).ConfigureAwait(false);
            }

            return result;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return new(SendOutcome.Retry, $"no answer within {SloDuration.Format(_target.Timeout)}");
        }
        catch (HttpRequestException exception) when (exception.InnerException is AddressRefusedException refusal)
        {
            return new(SendOutcome.Refused, refusal.Message);
        }
#pragma warning disable CA1031 // Whatever happens with a request, the next one must come; and messages of exceptions may hold the address.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new(SendOutcome.Retry, Describe(exception));
        }
    }

    private static string Describe(Exception exception) => exception switch
    {
        HttpRequestException { InnerException: SocketException socket } => $"no connection ({socket.SocketErrorCode})",
        HttpRequestException http => $"no connection ({http.HttpRequestError})",
        _ => exception.GetType().Name,
    };

    private HttpRequestMessage Request(byte[] body)
    {
        HttpRequestMessage request = new(HttpMethod.Post, _target.Address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(_format.ContentType, "utf-8");
        request.Headers.TryAddWithoutValidation("User-Agent", "Slo");
        foreach ((var name, var value) in _target.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (_target.SigningSecret is { } secret)
        {
            request.Headers.TryAddWithoutValidation(RequestSignature.Header, RequestSignature.Create(secret, _time.GetUtcNow(), body));
        }

        return request;
    }

    private SendResult Judge(HttpResponseMessage response)
    {
        var code = (int)response.StatusCode;
        var reason = string.Create(CultureInfo.InvariantCulture, $"answered {code}");
        return code switch
        {
            >= 200 and < 300 => new(SendOutcome.Delivered),
            (int)HttpStatusCode.RequestTimeout or (int)HttpStatusCode.TooManyRequests or >= 500 => new(SendOutcome.Retry, reason, RetryAfter(response)),
            >= 300 and < 400 => new(SendOutcome.Refused, reason + ", a redirect, and none is followed"),
            _ => new(SendOutcome.Refused, reason),
        };
    }

    private TimeSpan RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - _time.GetUtcNow(),
        _ => TimeSpan.Zero,
    };

    // Delivered is delivered: whatever is wrong with the rest of the response costs the connection only.
    private static async Task DrainAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            var buffer = new byte[4096];
            var left = MaximumResponseBytes;
            while (left > 0 && await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var read and > 0)
            {
                left -= read;
            }
        }
#pragma warning disable CA1031
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
