namespace Slo.Hosting.Reactions.Actions.HaProxy;

/// <summary>What an undo needs to know, as it is kept in the store: what was changed, its value before, and the value that was set. The
/// settings may have been edited since.</summary>
/// <param name="Name">The weight or the state.</param>
/// <param name="Before">Its value before the change.</param>
/// <param name="Set">The value that was set; null in a memo of the first version, which has only the value before.</param>
internal sealed record ServerMemo(string Name, string Before, string? Set)
{
    private const string Version = "v2";

    /// <summary>Reads what <see cref="ToString"/> wrote. It becomes part of a command, so it is checked.</summary>
    /// <param name="text">The text; null: there is none.</param>
    /// <param name="name">What the first version is about, which does not say it.</param>
    /// <returns>Null: it is none.</returns>
    internal static ServerMemo? Of(string? text, string name) => text?.Split(' ') switch
    {
        [Version, var changed, var before, var set] when ServerSetting.IsValue(changed, before) && ServerSetting.IsValue(changed, set) =>
            new(changed, before, set),
        [var before] when ServerSetting.IsValue(name, before) => new(name, before, null),
        _ => null,
    };

    public override string ToString() => $"{Version} {Name} {Before} {Set}";
}
