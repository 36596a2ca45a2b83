using System.Diagnostics;
using System.Globalization;

namespace Slo.Dependencies;

/// <summary>What the activity of a call says, by OpenTelemetry's semantic conventions, of today and of before.</summary>
internal static class CallTags
{
    /// <summary>The peer's name, or its host and port; of a database with its name. Never a path, a query or credentials.</summary>
    internal static string? NameOf(Activity activity)
    {
        if (Text(activity, "peer.service") is { } service)
        {
            return service;
        }

        var database = Text(activity, "db.namespace") ?? Text(activity, "db.name");
        if ((Text(activity, "server.address") ?? Text(activity, "net.peer.name")) is not { } host)
        {
            return database ?? OfDataSource(Text(activity, "db.npgsql.data_source"));
        }

        return AddressNames.Shared.Of(host, Number(activity, "server.port") ?? Number(activity, "net.peer.port"), database);
    }

    internal static CallOutcome OutcomeOf(Activity activity)
    {
        // The status of a gRPC call says more than that of the HTTP request which carried it.
        if ((Number(activity, "grpc.status_code") ?? Number(activity, "rpc.grpc.status_code")) is { } grpc)
        {
            return OfGrpc(grpc);
        }

        if ((Number(activity, "http.response.status_code") ?? Number(activity, "http.status_code")) is { } status)
        {
            return status is >= 500 or 429 ? CallOutcome.Failed : CallOutcome.Succeeded;
        }

        var error = Text(activity, "error.type");
        return error?.EndsWith("CanceledException", StringComparison.Ordinal) == true ? CallOutcome.Cancelled
            : error is not null || activity.Status == ActivityStatusCode.Error ? CallOutcome.Failed
            : CallOutcome.Succeeded;
    }

    // Npgsql tells the address only once it is connected. Before, there is the name of its data source: that of the app, or the connection
    // string, of which nothing but host, port and database is taken.
    private static string? OfDataSource(string? source)
    {
        if (source is null || !source.Contains('=', StringComparison.Ordinal))
        {
            return source;
        }

        return ValueOf(source, "Host") is { } host
            ? AddressNames.Shared.Of(host, NumberOf(ValueOf(source, "Port")), ValueOf(source, "Database")) : null;
    }

    private static string? ValueOf(string connection, string key)
    {
        foreach (Range part in connection.AsSpan().Split(';'))
        {
            ReadOnlySpan<char> pair = connection.AsSpan(part).TrimStart();
            if (pair.Length > key.Length + 1 && pair[key.Length] == '=' && pair.StartsWith(key, StringComparison.OrdinalIgnoreCase))
            {
                return pair[(key.Length + 1)..].ToString();
            }
        }

        return null;
    }

    // UNKNOWN, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, UNIMPLEMENTED, INTERNAL, UNAVAILABLE and DATA_LOSS are the server's; the others are
    // answers.
    private static CallOutcome OfGrpc(int status) => status switch
    {
        1 => CallOutcome.Cancelled,
        2 or 4 or 8 or 12 or 13 or 14 or 15 => CallOutcome.Failed,
        _ => CallOutcome.Succeeded,
    };

    private static string? Text(Activity activity, string key) => activity.GetTagItem(key) is string { Length: > 0 } text ? text : null;

    private static int? Number(Activity activity, string key) => activity.GetTagItem(key) switch
    {
        int number => number,
        long number and >= 0 and <= int.MaxValue => (int)number,
        string text => NumberOf(text),
        _ => null,
    };

    private static int? NumberOf(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
