using Slo.Cli.Infrastructure;
using Slo.Shared.Replay;

namespace Slo.Cli.History;

/// <summary>The ledger of a file of <c>AddSqliteStore</c>. Nothing is written to it.</summary>
internal static class LedgerFile
{
    /// <param name="path">The file.</param>
    /// <param name="set">The set; null: the default one, or the only one.</param>
    /// <exception cref="ToolException">The file cannot be read, or has no such set.</exception>
    internal static LedgerContent Read(string path, string? set)
    {
        IReadOnlyDictionary<string, IReadOnlyList<SloObjectiveState>> states = StateFile.Try(() => SqliteSloStore.Read(path));
        IReadOnlyDictionary<string, IReadOnlyList<SloLedgerEntry>> entries = StateFile.Try(() => SqliteSloStore.ReadLedger(path));
        string[] sets = [.. states.Keys.Union(entries.Keys, StringComparer.Ordinal)];
        var name = set ?? (sets.Length == 1 ? sets[0] : "");
        if (!sets.Contains(name))
        {
            throw StateFile.NoSet(path, set, sets);
        }

        // As an app would take them up.
        using SloRegistry registry = new(new VirtualTime(0));
        registry.Restore(states.GetValueOrDefault(name, []));
        return new(entries.GetValueOrDefault(name, []), registry.Exclusions, registry.TargetOverrides);
    }
}
