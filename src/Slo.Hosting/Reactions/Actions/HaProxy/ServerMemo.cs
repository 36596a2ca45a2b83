namespace Slo.Hosting.Reactions.Actions.HaProxy;

/// <summary>The state that an undo restores, as it is stored: what was changed, its previous value, and the value that was set. The
/// settings may be edited before the undo.</summary>
/// <param name="Name">What was changed: the weight or the state.</param>
/// <param name="Before">Its value before the change.</param>
/// <param name="Set">The value that was set; null in a memo of the first version, which has only the value before.</param>
internal sealed record ServerMemo(string Name, string Before, string? Set)
{
    private const string Version = "v2";

    /// <summary>Reads the text of <see cref="ToString"/>. The values become part of a command, so they are checked.</summary>
    /// <param name="text">The text, or null.</param>
    /// <param name="name">The name for a memo of the first version, which does not contain it.</param>
    /// <returns>The memo; null if the text is not valid.</returns>
    internal static ServerMemo? Of(string? text, string name) => text?.Split(' ') switch
    {
        [Version, var changed, var before, var set] when ServerSetting.IsValue(changed, before) && ServerSetting.IsValue(changed, set) =>
            new(changed, before, set),
        [var before] when ServerSetting.IsValue(name, before) => new(name, before, null),
        _ => null,
    };

    public override string ToString() => $"{Version} {Name} {Before} {Set}";
}
