using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Slo.AspNetCore.Tests.Ends;

/// <summary>The table of docs/aspnetcore.md: the outcome for availability by who ended the request and how that was signalled.</summary>
internal static class EndTable
{
    private static readonly (Ender Ender, string Words)[] Enders =
    [
        (Ender.Handler, "the handler"),
        (Ender.Client, "the client"),
        (Ender.HandlerAfterClient, "the client; then the handler failed on its own"),
        (Ender.Server, "the server"),
        (Ender.TimeOut, "a request time-out"),
        (Ender.Deadline, "the deadline of a gRPC call"),
    ];

    private static readonly (Signal Signal, string Words)[] Signals =
    [
        (Signal.Return, "returns"), (Signal.Exception, "throws"), (Signal.WrappedException, "throws, wrapped"), (Signal.Token, "awaits the token"),
        (Signal.Status, "sets a status"), (Signal.Abort, "`Abort()`"), (Signal.Reset, "`Reset(error)`"),
    ];

    internal static string Write()
    {
        StringBuilder table = new();
        table.Append("| First ended by | ").AppendJoin(" | ", Signals.Select(signal => signal.Words)).Append(" |\n|")
            .Insert(table.Length, " --- |", Signals.Length + 1).Append('\n');
        foreach ((Ender ender, string words) in Enders)
        {
            table.Append("| ").Append(words).Append(" | ").AppendJoin(" | ", Signals.Select(signal => Cell(ender, signal.Signal))).Append(" |\n");
        }

        return table.ToString();
    }

    private static string Cell(Ender ender, Signal signal)
    {
        SloOutcome[] outcomes = [.. new[] { HttpProtocols.Http2, HttpProtocols.Http3 }
            .SelectMany(protocol => EndScenario.All(protocol, ErrorHandling.None))
            .Where(scenario => scenario.Ender == ender && scenario.Signal == signal)
            .Select(scenario => scenario.Expected().Availability).Distinct()];
        return outcomes.Length == 0 ? "" : $"{outcomes.Single()}".ToLowerInvariant();
    }
}
