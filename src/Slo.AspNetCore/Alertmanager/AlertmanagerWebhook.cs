using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using Slo.AspNetCore.Api;
using Slo.Shared.Endpoints;

namespace Slo.AspNetCore.Alertmanager;

/// <summary>
/// Receives Alertmanager's webhook and hands what changed to the app's handlers. Alertmanager sends again what is answered 5xx, and gives
/// up on 4xx, so only what may pass is a 503.
/// </summary>
internal sealed class AlertmanagerWebhook(
    SloAlertDispatcher dispatcher, TimeProvider time, AlertmanagerWebhookOptions options, ILogger logger)
{
    internal const int MaximumAtOnce = 8;

    // Separate from the others: any client can send the header of a signature, and then the body as slowly as allowed.
    internal const int MaximumUnproven = 4;

    private const int RetrySeconds = 5;

    private readonly WebhookCredentials _credentials = new(options, time);
    private readonly KnownIncidents _known = new(new IncidentKey(options.IncidentLabels));
    private readonly LostAlerts _lost = new(time, logger);
    private readonly ConcurrencyLimit _proven = new(MaximumAtOnce);
    private readonly ConcurrencyLimit _unproven = new(MaximumUnproven);

    internal async Task ReceiveAsync(HttpContext context)
    {
        if (!_credentials.AreRequired && !EndpointGuard.IsOpened(context.GetEndpoint()))
        {
            await RefuseAsync(
                context, StatusCodes.Status403Forbidden,
                "This webhook is closed until the app opens it: set a credential in the options of MapAlertmanagerWebhook, or add "
                    + ".RequireAuthorization() or .AllowAnonymous().").ConfigureAwait(false);
            return;
        }

        var isKnown = !_credentials.AreRequired || _credentials.IsKnown(context.Request);
        if (!isKnown && !_credentials.MayBeSigned(context.Request))
        {
            await UnauthorizedAsync(context).ConfigureAwait(false);
            return;
        }

        if (!context.Request.HasJsonContentType())
        {
            await RefuseAsync(context, StatusCodes.Status415UnsupportedMediaType, "Content-Type must be application/json.")
                .ConfigureAwait(false);
            return;
        }

        await ReceiveAsync(context, isKnown, isKnown ? _proven : _unproven).ConfigureAwait(false);
    }

    private async Task ReceiveAsync(HttpContext context, bool isKnown, ConcurrencyLimit limit)
    {
        if (!limit.TryEnter())
        {
            await OverloadedAsync(context).ConfigureAwait(false);
            return;
        }

        try
        {
            await ReceiveAsync(context, isKnown).ConfigureAwait(false);
        }
        finally
        {
            limit.Exit();
        }
    }

    private async Task ReceiveAsync(HttpContext context, bool isKnown)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(options.MaximumBodyBytes + 1);
        try
        {
            var length = await ReadAsync(context, buffer.AsMemory(0, options.MaximumBodyBytes + 1)).ConfigureAwait(false);
            if (length < 0)
            {
                return;
            }

            if (!isKnown && !_credentials.IsSigned(context.Request, buffer.AsSpan(0, length)))
            {
                await UnauthorizedAsync(context).ConfigureAwait(false);
                return;
            }

            await TellAsync(context, WebhookMessage.Read(buffer.AsMemory(0, length), options.MaximumAlerts)).ConfigureAwait(false);
        }
        catch (FormatException fault)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, fault.Message).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private Task TellAsync(HttpContext context, WebhookMessage message)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (!_known.Tell(message, now, change => dispatcher.Post(change.ToTransition(now)), dispatcher.Confirm))
        {
            return OverloadedAsync(context);
        }

        if (message.Truncated > 0)
        {
            _lost.Truncated(message.Truncated);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <summary>The body's length, or -1 if it was answered why not.</summary>
    private async Task<int> ReadAsync(HttpContext context, Memory<byte> buffer)
    {
        // The server's own limit, where it is larger, would let it take in the rest before the connection can be used again.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit
            && !(limit.MaxRequestBodySize < options.MaximumBodyBytes))
        {
            limit.MaxRequestBodySize = options.MaximumBodyBytes;
        }

        using CancellationTokenSource late = new(options.ReceiveTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, context.RequestAborted);
        try
        {
            var length = await context.Request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, either.Token)
                .ConfigureAwait(false);
            if (length <= options.MaximumBodyBytes)
            {
                return length;
            }

            await TooLongAsync(context).ConfigureAwait(false);
        }
        catch (BadHttpRequestException fault) when (fault.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            await TooLongAsync(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            await RefuseAsync(
                context, StatusCodes.Status408RequestTimeout,
                $"The body did not arrive within {SloDuration.Format(options.ReceiveTimeout)}.").ConfigureAwait(false);
        }

        return -1;
    }

    // Alertmanager gives up, so this is the end of the message.
    private Task RefuseAsync(HttpContext context, int status, string detail)
    {
        _lost.Refused(status, detail);
        return Answers.Problem(context, status, detail);
    }

    private Task UnauthorizedAsync(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = _credentials.Challenges;
        return RefuseAsync(context, StatusCodes.Status401Unauthorized, "The credentials of this webhook are missing or wrong.");
    }

    private Task TooLongAsync(HttpContext context) => RefuseAsync(
        context, StatusCodes.Status413PayloadTooLarge,
        string.Create(CultureInfo.InvariantCulture,
            $"The body is longer than {options.MaximumBodyBytes} bytes: set max_alerts of the webhook_config."));

    private static Task OverloadedAsync(HttpContext context)
    {
        context.Response.Headers[HeaderNames.RetryAfter] = RetrySeconds.ToString(CultureInfo.InvariantCulture);
        return Answers.Problem(context, StatusCodes.Status503ServiceUnavailable,
            "The app cannot accept alerts at present: retry later.");
    }
}
