namespace Slo;

/// <summary>Indicators for instruments of common libraries. Each names the instrument and the tags that mean failure.</summary>
public static class SloObjectivePresets
{
    /// <summary>Calls by <see cref="System.Net.Http.HttpClient"/> to one host: whether a dependency keeps its promise. Its 4xx are our fault, so they are good.</summary>
    /// <param name="objective">The objective.</param>
    /// <param name="host">The host called, without port, for example <c>payments.internal</c>.</param>
    public static SloObjectiveBuilder HttpClient(this SloObjectiveBuilder objective, string host) =>
        Checked(objective).Instrument("System.Net.Http", "http.client.request.duration", calls => calls
            .Where("server.address", host).BadWhen("error.type", "!4xx"));

    /// <summary>Commands that Npgsql (10 and later) sends to PostgreSQL; bad are those that fail.</summary>
    /// <param name="objective">The objective.</param>
    public static SloObjectiveBuilder Npgsql(this SloObjectiveBuilder objective) =>
        Checked(objective).Instrument("Npgsql", "db.client.operation.duration", commands => commands
            .BadFrom("db.client.operation.failed", isIncluded: true));

    /// <summary>Executions of a Polly pipeline, retries and all: what the caller got in the end.</summary>
    /// <param name="objective">The objective.</param>
    /// <param name="pipeline">The pipeline's name.</param>
    public static SloObjectiveBuilder Polly(this SloObjectiveBuilder objective, string pipeline) =>
        Checked(objective).Instrument("Polly", "resilience.polly.pipeline.duration", executions => executions
            .Where("pipeline.name", pipeline).BadWhen("exception.type"));

    /// <summary>Connections to this app's own server; bad are those that ended by an error.</summary>
    /// <param name="objective">The objective.</param>
    public static SloObjectiveBuilder KestrelConnections(this SloObjectiveBuilder objective) =>
        Checked(objective).Instrument("Microsoft.AspNetCore.Server.Kestrel", "kestrel.connection.duration", connections => connections.BadWhen("error.type"));

    /// <summary>Freshness: a gauge (the age of the oldest message, the lag of a reader) that shall stay at or below a limit. Sampled once an evaluation.</summary>
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
