using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Slo.AspNetCore.Api;

namespace Slo.AspNetCore.Shedding;

/// <summary>Writes the answer to a shed request. It does not name the objective, because the caller may be unauthenticated.</summary>
internal sealed class ShedAnswer(IOptions<SloSheddingOptions> options, ShedInstruments instruments)
{
    private const string Detail = "This function is off for a while, so that more important ones go on working.";

    // UNAVAILABLE: clients may retry.
    private const string GrpcUnavailable = "14";

    internal Task WriteAsync(HttpContext context, ShedMetadata shed, SloCriticality criticality)
    {
        instruments.Count(shed, criticality);
        TimeSpan wait = options.Value.RetryAfter * (1 + (Chance() / 2));
        return context.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true
            ? WriteGrpc(context, wait) : WriteProblem(context, wait);
    }

    private static Task WriteProblem(HttpContext context, TimeSpan wait)
    {
        var seconds = (long)Math.Ceiling(wait.TotalSeconds);
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Answers.Problem(
            context, StatusCodes.Status503ServiceUnavailable, FormattableString.Invariant($"{Detail} Try again in {seconds} s."),
            code: SloFindingCodes.Shed);
    }

    // A gRPC response without a body has the status of the call in its headers.
    private static Task WriteGrpc(HttpContext context, TimeSpan wait)
    {
        IHeaderDictionary headers = context.Response.Headers;
        context.Response.StatusCode = StatusCodes.Status200OK;
        headers.ContentType = "application/grpc";
        headers["grpc-status"] = GrpcUnavailable;
        headers["grpc-message"] = $"{SloFindingCodes.Shed}: {Detail}";
        headers["grpc-retry-pushback-ms"] = ((long)wait.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        return Task.CompletedTask;
    }

    private static double Chance()
    {
#pragma warning disable CA5394 // Spreads load; not a secret.
        return Random.Shared.NextDouble();
#pragma warning restore CA5394
    }
}
