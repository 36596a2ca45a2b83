using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Slo.AspNetCore.Api;

/// <summary>
/// Requirements of every request that changes something: an authorized caller and a small JSON body. An HTML form of another site cannot
/// send JSON, so a browser's cookies alone do not suffice for such a request.
/// </summary>
internal static class AdminRequest
{
    /// <summary>The longest body, in bytes.</summary>
    internal const int MaximumBodyBytes = 16 * 1024;

    private static readonly TimeSpan ReceiveTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Closed unless the app requires authorization. Anonymous access to the read API does not open it.</summary>
    internal static RequestDelegate Guard(RequestDelegate handler) => context => IsAuthorized(context)
        ? handler(context)
        : Answers.Problem(
            context,
            StatusCodes.Status403Forbidden,
            "This API changes what is judged, so it is closed until the app says who may: add .RequireAuthorization() to MapSloAdminApi. "
                + ".AllowAnonymous() does not open it.");

    /// <summary>Reads the body.</summary>
    /// <returns>Null if it was answered why not.</returns>
    internal static async Task<T?> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type, TimeProvider time) where T : class
    {
        if (!context.Request.HasJsonContentType())
        {
            await Answers.Problem(context, StatusCodes.Status415UnsupportedMediaType, "Content-Type must be application/json.")
                .ConfigureAwait(false);
            return null;
        }

        using CancellationTokenSource late = new(ReceiveTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, context.RequestAborted);
        try
        {
            return await ParseAsync(context, type, either.Token).ConfigureAwait(false);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            await TooLong(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            await Answers.Problem(context, StatusCodes.Status408RequestTimeout, "The body took too long.").ConfigureAwait(false);
        }
        catch (JsonException exception)
        {
            var place = string.IsNullOrEmpty(exception.Path) ? "" : $" at {SloText.OneLine(exception.Path, 200)}";
            await Answers.BadRequest(context, $"The body is not what this endpoint takes{place}: {Fault(exception)}").ConfigureAwait(false);
        }

        return null;
    }

    /// <summary>The account of the request, or null.</summary>
    internal static string? AccountOf(HttpContext context) => context.User.Identity is { IsAuthenticated: true, Name: { Length: > 0 } name }
        ? SloText.OneLine(name, SloLedgerEntry.LongestActor)
        : null;

    /// <summary>The account of the request, if the body names another person; otherwise null.</summary>
    internal static string? AccountBeside(HttpContext context, string? by) =>
        AccountOf(context) is { } account && by is not null && by != account ? account : null;

    private static async Task<T?> ParseAsync<T>(HttpContext context, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit
            && !(limit.MaxRequestBodySize < MaximumBodyBytes))
        {
            limit.MaxRequestBodySize = MaximumBodyBytes;
        }

        var buffer = new byte[MaximumBodyBytes + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken)
            .ConfigureAwait(false);
        if (length > MaximumBodyBytes)
        {
            await TooLong(context).ConfigureAwait(false);
            return null;
        }

        return JsonSerializer.Deserialize(buffer.AsSpan(0, length), type) ?? throw new JsonException("it is null.");
    }

    // Of this metadata the server makes sure that the authorization middleware has run.
    private static bool IsAuthorized(HttpContext context) => context.GetEndpoint() is { } endpoint
        && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
        && endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null;

    private static string Fault(JsonException exception) => SloText.OneLine(exception.Message, 500);

    private static Task TooLong(HttpContext context) => Answers.Problem(
        context, StatusCodes.Status413PayloadTooLarge,
        FormattableString.Invariant($"The body must have at most {MaximumBodyBytes} bytes."));
}
