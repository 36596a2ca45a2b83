using System.Globalization;

namespace Slo.Hosting.Reactions.Actions.HaProxy;

/// <summary>What is set on a server: its weight or its state, as texts of the runtime API.</summary>
internal sealed record ServerSetting(string Backend, string Server, string? Weight, string? State)
{
    internal const int LargestWeight = 256;

    internal static readonly string[] States = ["ready", "drain", "maint"];

    /// <summary>As the command <c>set server</c> calls it.</summary>
    internal string Name => State is null ? "weight" : "state";

    internal string? Value => State ?? Weight;

    /// <summary>The value that a server has now.</summary>
    internal string In(ServerState server) => State is null ? Text(server.Weight) : server.State;

    /// <summary>The value that the server is to have. A share is computed here and not by HAProxy, so that an undo knows what was
    /// set.</summary>
    internal string Wanted(ServerState server) =>
        State ?? Text(Weight!.EndsWith('%') ? server.InitialWeight * WeightOf(Weight[..^1])!.Value / 100 : WeightOf(Weight)!.Value);

    /// <summary>Whether a text is one that HAProxy may be told.</summary>
    internal bool IsValue(string? text) =>
        State is null ? text is not null && WeightOf(text) is <= LargestWeight : States.Contains(text);

    internal static bool IsWeight(string text) =>
        text.EndsWith('%') ? WeightOf(text[..^1]) is <= 100 : WeightOf(text) is <= LargestWeight;

    private static int? WeightOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var weight) ? weight : null;

    private static string Text(int weight) => weight.ToString(CultureInfo.InvariantCulture);
}
