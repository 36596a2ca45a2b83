using Slo.Definitions;

namespace Slo;

/// <summary>Indicators for instruments of common libraries. Each states the instrument and the tags of a failure.</summary>
/// <remarks>What the caller cancels is ignored unless it was late, where the instrument shows it; docs/sources.md has the table.</remarks>
public static class SloObjectivePresets
{
    // TaskCanceledException and OperationCanceledException.
    private const string Cancellation = "*CanceledException";

    // The default of HttpClient.Timeout.
    private static readonly TimeSpan HttpClientTimeout = TimeSpan.FromSeconds(100);

    /// <summary>
    /// Calls of <see cref="System.Net.Http.HttpClient"/> to one host, to measure a dependency. A 4xx is the fault of the caller, so it is
    /// good. A call that the caller cancels is ignored, unless it was later than the latency threshold or the time-out.
    /// </summary>
    /// <param name="objective">The objective.</param>
    /// <param name="host">The host, <c>payments.internal</c>; with a port, <c>payments.internal:8443</c>; or an address without a path,
    /// <c>https://payments.internal</c>, whose port counts too. A host without port can be a pattern; see <see cref="TagFilter"/>.</param>
    /// <param name="timeout">The <c>Timeout</c> of the clients, if it is not the default of 100 seconds. The instrument does not tell a
    /// time-out from a cancellation.</param>
    public static SloObjectiveBuilder HttpClient(this SloObjectiveBuilder objective, string host, TimeSpan? timeout = null) =>
        Checked(objective).Instrument("System.Net.Http", "http.client.request.duration", calls => HttpClientHost.Where(calls, host)
            .CancelledWhen("error.type", Cancellation).Timeout(timeout ?? HttpClientTimeout)
            .BadWhen("error.type", "!4xx"));

    /// <summary>Commands that Npgsql (10 and later) sends to PostgreSQL; a failed command is bad, and so is one that the caller
    /// cancels: the instruments do not tell them apart.</summary>
    /// <param name="objective">The objective.</param>
    public static SloObjectiveBuilder Npgsql(this SloObjectiveBuilder objective) =>
        Checked(objective).Instrument("Npgsql", "db.client.operation.duration", commands => commands
            .BadFrom("db.client.operation.failed", isIncluded: true));

    /// <summary>Executions of a Polly pipeline, judged by the final outcome after all retries. One that the caller cancels is
    /// ignored, unless it was later than the latency threshold; a time-out of Polly is bad.</summary>
    /// <param name="objective">The objective.</param>
    /// <param name="pipeline">The pipeline's name.</param>
    public static SloObjectiveBuilder Polly(this SloObjectiveBuilder objective, string pipeline) =>
        Checked(objective).Instrument("Polly", "resilience.polly.pipeline.duration", executions => executions
            .Where("pipeline.name", pipeline).CancelledWhen("exception.type", Cancellation).BadWhen("exception.type"));

    /// <summary>Connections to this app's server; a connection that ends with an error is bad.</summary>
    /// <param name="objective">The objective.</param>
    public static SloObjectiveBuilder KestrelConnections(this SloObjectiveBuilder objective) =>
        Checked(objective).Instrument("Microsoft.AspNetCore.Server.Kestrel", "kestrel.connection.duration", connections => connections
            .BadWhen("error.type"));

    /// <summary>
    /// Connections of SignalR clients, by WebSockets, server-sent events or long polling: one that is lost (no sign of life within the
    /// time-out) is bad, one that the app's stop ends is ignored. Counted when they end, with no latency: a connection is as long as its
    /// client stays.
    /// </summary>
    /// <param name="objective">The objective.</param>
    public static SloObjectiveBuilder SignalRConnections(this SloObjectiveBuilder objective) =>
        Checked(objective).Instrument("Microsoft.AspNetCore.Http.Connections", "signalr.server.connection.duration", connections =>
            connections.IgnoreWhen("signalr.connection.status", "app_shutdown").BadWhen("signalr.connection.status", "timeout"));

    /// <summary>
    /// Events of the user that Blazor components handle on the server, such as clicks: a handler that throws is bad, and with a latency
    /// threshold one that takes longer. What a user of a circuit feels.
    /// </summary>
    /// <param name="objective">The objective.</param>
    public static SloObjectiveBuilder BlazorEvents(this SloObjectiveBuilder objective) =>
        Checked(objective).Instrument("Microsoft.AspNetCore.Components", "aspnetcore.components.handle_event.duration", events =>
            events.BadWhen("error.type"));

    /// <summary>Pages of Blazor that are routed to on the server, also when they are rendered in advance; one that throws is bad.</summary>
    /// <param name="objective">The objective.</param>
    public static SloObjectiveBuilder BlazorNavigations(this SloObjectiveBuilder objective) =>
        Checked(objective).Instrument("Microsoft.AspNetCore.Components", "aspnetcore.components.navigate", navigations =>
            navigations.BadWhen("error.type"));

    /// <summary>
    /// Freshness: a gauge (the age of the oldest message, the lag of a consumer) that must not exceed a limit. Sampled once per evaluation.
    /// </summary>
    /// <param name="objective">The objective.</param>
    /// <param name="meter">The name of the meter.</param>
    /// <param name="gauge">The name of the gauge.</param>
    /// <param name="atMost">The limit, in the gauge's unit.</param>
    public static SloObjectiveBuilder Freshness(this SloObjectiveBuilder objective, string meter, string gauge, double atMost) =>
        Checked(objective).Instrument(meter, gauge, samples => samples.AtMost(atMost));

    private static SloObjectiveBuilder Checked(SloObjectiveBuilder objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        return objective;
    }
}
