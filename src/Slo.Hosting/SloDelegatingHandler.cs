using System.Globalization;
using System.Net;

namespace Slo;

/// <summary>
/// Counts the calls of an <see cref="HttpClient"/> for one objective: the service level of a dependency, as seen by the caller.
/// </summary>
/// <remarks>
/// Good: a status below 500 except 429, within the latency threshold (time to the response's headers). Bad: 5xx, 429, a failed connection,
/// a cancellation or time-out later than the threshold. Ignored: one before it. Add it outside a retry handler to count the final result
/// for the caller, inside it to count each attempt: <c>services.AddHttpClient("payments").AddHttpMessageHandler(s => new
/// SloDelegatingHandler(s.GetRequiredService&lt;SloRegistry&gt;().Get("payments")))</c>.
/// </remarks>
/// <param name="tracker">The objective to count for.</param>
/// <param name="time">The clock; default <see cref="TimeProvider.System"/>.</param>
public sealed class SloDelegatingHandler(SloTracker tracker, TimeProvider? time = null) : DelegatingHandler
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        try
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            Answered(response, started);
            return response;
        }
        catch (Exception exception)
        {
            Failed(exception, started, cancellationToken);
            throw;
        }
    }

    /// <inheritdoc/>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        try
        {
            HttpResponseMessage response = base.Send(request, cancellationToken);
            Answered(response, started);
            return response;
        }
        catch (Exception exception)
        {
            Failed(exception, started, cancellationToken);
            throw;
        }
    }

    private void Answered(HttpResponseMessage response, long started)
    {
        var code = (int)response.StatusCode;
        SloEvent answered = code < 500 && response.StatusCode != HttpStatusCode.TooManyRequests
            ? new SloEvent(SloOutcome.Good)
            : new SloEvent(SloOutcome.Bad) { Reason = code.ToString(CultureInfo.InvariantCulture) };
        tracker.Record(answered with { Elapsed = _time.GetElapsedTime(started) });
    }

    private void Failed(Exception exception, long started, CancellationToken cancellationToken)
    {
        // HttpClient.Timeout cancels the very token that a caller's cancellation does, and the two cannot be told apart here. The
        // threshold can: who waited longer than promised did not leave too soon.
        var isCancelled = exception is OperationCanceledException && cancellationToken.IsCancellationRequested;
        var isLate = _time.GetElapsedTime(started) > (tracker.Objective.LatencyThreshold ?? TimeSpan.MaxValue);
        tracker.Record(isCancelled && !isLate
            ? new SloEvent(SloOutcome.Ignored)
            : new SloEvent(SloOutcome.Bad) { Reason = isCancelled ? SloEvent.TooSlow : SloEvent.ReasonOf(exception) });
    }
}
