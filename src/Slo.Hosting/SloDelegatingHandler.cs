using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Slo.Hosting.Sources;
using Slo.Shared;

namespace Slo;

/// <summary>
/// Counts the calls of an <see cref="HttpClient"/> for one objective: the service level of a dependency, as seen by the caller.
/// </summary>
/// <remarks>
/// Good: a status below 500 except 429, within the latency threshold (time to the response's headers). Bad: 5xx, 429, a failed connection,
/// a time-out, a call that the caller cancels later than the threshold. Ignored: one that the caller cancels before.
/// <c>services.AddHttpClient("payments").AddSlo("payments")</c> adds it outside all other handlers, which counts the final result. Added
/// with <c>AddHttpMessageHandler</c> it counts where it stands: inside a retry handler, each attempt.
/// </remarks>
public sealed class SloDelegatingHandler : DelegatingHandler
{
    private readonly string _objective;
    private readonly SloRegistry? _registry;
    private readonly SloTracker? _tracker;
    private readonly TimeProvider _time;
    private readonly CallTimeout _timeout;

    /// <summary>Counts for one objective.</summary>
    /// <param name="tracker">The objective to count for.</param>
    /// <param name="time">The clock; default <see cref="TimeProvider.System"/>.</param>
    /// <param name="timeout">The <see cref="HttpClient.Timeout"/> of the client. A handler cannot distinguish it from a cancellation by the
    /// caller; what is cancelled after 95 % of it or later timed out. Default: not known.</param>
    public SloDelegatingHandler(SloTracker tracker, TimeProvider? time = null, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(tracker);
        _tracker = tracker;
        _objective = tracker.Objective.Name;
        _time = time ?? TimeProvider.System;
        _timeout = new CallTimeout(timeout);
    }

    /// <summary>Counts for the objective that has the name at the time of the call, if there is one.</summary>
    internal SloDelegatingHandler(string objective, SloRegistry registry, TimeProvider time, CallTimeout timeout)
    {
        _objective = objective;
        _registry = registry;
        _time = time;
        _timeout = timeout;
    }

    internal bool CountsFor(string objective) => _objective.Equals(objective, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        using SloDependency call = SloDependency.Start(request.RequestUri, _time);
        try
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            Answered(response, started, call);
            return response;
        }
        catch (Exception exception)
        {
            Failed(request, exception, started, call, cancellationToken);
            throw;
        }
    }

    /// <inheritdoc/>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        using SloDependency call = SloDependency.Start(request.RequestUri, _time);
        try
        {
            HttpResponseMessage response = base.Send(request, cancellationToken);
            Answered(response, started, call);
            return response;
        }
        catch (Exception exception)
        {
            Failed(request, exception, started, call, cancellationToken);
            throw;
        }
    }

    private void Answered(HttpResponseMessage response, long started, SloDependency call)
    {
        var code = (int)response.StatusCode;
        SloEvent answered = code < 500 && response.StatusCode != HttpStatusCode.TooManyRequests
            ? new SloEvent(SloOutcome.Good)
            : new SloEvent(SloOutcome.Bad) { Reason = code.ToString(CultureInfo.InvariantCulture) };
        if (answered.Outcome == SloOutcome.Bad)
        {
            call.Fail();
        }

        Tracker()?.Record(answered with { Elapsed = _time.GetElapsedTime(started) });
    }

    private void Failed(
        HttpRequestMessage request, Exception exception, long started, SloDependency call, CancellationToken cancellationToken)
    {
        var isCancelled = exception is OperationCanceledException { InnerException: not TimeoutException }
            && cancellationToken.IsCancellationRequested;
        if (isCancelled)
        {
            call.Cancel();
        }
        else
        {
            call.Fail();
        }

        if (Tracker() is { } tracker)
        {
            tracker.Record(isCancelled
                ? Cancelled(tracker, request, _time.GetElapsedTime(started))
                : new SloEvent(SloOutcome.Bad) { Reason = SloEvent.ReasonOf(exception) });
        }
    }

    private SloTracker? Tracker() =>
        _tracker ?? (_registry is not null && _registry.TryGet(_objective, out SloTracker? tracker) ? tracker : null);

    // HttpClient.Timeout and the deadline of a gRPC call cancel the very token that a caller's cancellation does. What distinguishes them
    // is the time.
    private SloEvent Cancelled(SloTracker tracker, HttpRequestMessage request, TimeSpan elapsed) =>
        elapsed > tracker.Objective.LatencyThreshold ? new(SloOutcome.Bad) { Reason = SloEvent.TooSlow }
        : _timeout.IsReachedAfter(elapsed) || new CallTimeout(GrpcDeadline(request)).IsReachedAfter(elapsed)
            ? new(SloOutcome.Bad) { Reason = SloEvent.TimedOut }
        : new(SloOutcome.Ignored);

    private static TimeSpan? GrpcDeadline(HttpRequestMessage request) =>
        request.Headers.NonValidated.TryGetValues(GrpcTimeout.Header, out HeaderStringValues values)
            ? GrpcTimeout.Parse(values.ToString()) : null;
}
