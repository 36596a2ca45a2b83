using System.Globalization;

namespace Slo.Hosting.Reactions.Actions.HaProxy;

/// <summary>The setting of a server, its weight or its state, as texts of the runtime API.</summary>
internal sealed record ServerSetting(string? Weight, string? State)
{
    internal const int LargestWeight = 256;

    internal const string WeightName = "weight";
    internal const string StateName = "state";

    internal static readonly string[] States = ["ready", "drain", "maint"];

    /// <summary>Its name in the command <c>set server</c>.</summary>
    internal string Name => State is null ? WeightName : StateName;

    internal string? Value => State ?? Weight;

    /// <summary>The state that an undo restores, before the change is made.</summary>
    internal ServerMemo Memo(ServerState server) => new(Name, In(Name, server), Wanted(server));

    /// <summary>The value to set. A weight in percent is computed here and not by HAProxy, so that an undo can compare it.</summary>
    internal string Wanted(ServerState server) =>
        State ?? Text(Weight!.EndsWith('%') ? server.InitialWeight * WeightOf(Weight[..^1])!.Value / 100 : WeightOf(Weight)!.Value);

    /// <summary>The current value of a server.</summary>
    internal static string In(string name, ServerState server) => name == StateName ? server.State : Text(server.Weight);

    /// <summary>Whether a text is a valid value for a command.</summary>
    internal static bool IsValue(string name, string? text) => name switch
    {
        WeightName => text is not null && WeightOf(text) is <= LargestWeight,
        StateName => States.Contains(text),
        _ => false,
    };

    /// <summary>Whether a server with this value gets no new requests.</summary>
    internal static bool TakesAllAway(string name, string value) => name == WeightName ? WeightOf(value) == 0 : value != "ready";

    internal static bool IsWeight(string text) =>
        text.EndsWith('%') ? WeightOf(text[..^1]) is <= 100 : WeightOf(text) is <= LargestWeight;

    private static int? WeightOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var weight) ? weight : null;

    private static string Text(int weight) => weight.ToString(CultureInfo.InvariantCulture);
}
