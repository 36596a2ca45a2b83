using System.CommandLine;
using System.Data.Common;
using Slo.Cli.Infrastructure;
using Slo.Shared.Replay;

namespace Slo.Cli.History;

/// <summary>What a file of <c>AddSqliteStore</c> keeps of one set of objectives. Nothing is written to it.</summary>
internal sealed class StateFile
{
    private readonly IReadOnlyList<SloObjectiveState> _all;

    private readonly string _set;

    private StateFile(string path, string set, IReadOnlyList<SloObjectiveState> all) => (Path, _set, _all) = (path, set, all);

    internal string Path { get; }

    /// <summary>Of each objective the complete state that was evaluated last, by name.</summary>
    internal IReadOnlyList<SloObjectiveState> States => field ??=
    [
        .. _all.GroupBy(state => state.Name, StringComparer.OrdinalIgnoreCase).Select(same => same.MaxBy(state => state.AsOf)!)
            .OrderBy(state => state.Name, StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>When the app evaluated last, as far as it was saved.</summary>
    internal DateTimeOffset AsOf => States.Max(state => state.AsOf);

    internal static Option<string?> Option(string description = "The file of AddSqliteStore; an app may use it.") => new("--state")
    {
        Description = description,
        HelpName = "FILE",
    };

    internal static Option<string?> SetOption() => new("--set")
    {
        Description = "With --state: the set of objectives, where the app has several.",
        HelpName = "SET",
    };

    /// <param name="path">The file.</param>
    /// <param name="set">The set; null: the default one, or the only one.</param>
    /// <exception cref="ToolException">The file cannot be read, or has no such set.</exception>
    internal static StateFile Read(string path, string? set)
    {
        IReadOnlyDictionary<string, IReadOnlyList<SloObjectiveState>> sets = Try(() => SqliteSloStore.Read(path));
        return sets.TryGetValue(SetOf(sets, set), out IReadOnlyList<SloObjectiveState>? states)
            ? new StateFile(path, SetOf(sets, set), Join(states))
            : throw NoSet(path, set, [.. sets.Keys]);
    }

    internal static ToolException NoSet(string path, string? set, IReadOnlyCollection<string> sets) => new(ExitCode.Usage, sets.Count == 0
        ? $"{path}: keeps no objective yet"
        : $"{path}: keeps no set '{set}'; select one with --set: {string.Join(", ", sets.Select(key => $"'{key}'"))}");

    /// <summary>The name of the set that is meant.</summary>
    internal static string SetOf(IReadOnlyDictionary<string, IReadOnlyList<SloObjectiveState>> sets, string? set) =>
        set ?? (sets.Count == 1 ? sets.Keys.Single() : "");

    /// <summary>Complete states, as an app would continue them: of an objective that was changed, several.</summary>
    /// <param name="states">As a store has them.</param>
    /// <exception cref="ToolException">A state does not continue the one before it.</exception>
    internal static IReadOnlyList<SloObjectiveState> Join(IEnumerable<SloObjectiveState> states)
    {
        // At the beginning of time nothing has expired.
        using SloRegistry registry = new(new VirtualTime(0));
        return registry.Restore(states) is [var unmatched, ..]
            ? throw new ToolException(ExitCode.Usage, SloFinding.Error(
                SloFindingCodes.Unreadable, $"objective '{unmatched.Name}': a state does not continue the one before it; the app saves a "
                + "complete one at the latest after its CompleteInterval").ToString())
            : registry.Capture();
    }

    /// <summary>The state that an objective continues, else the last one of its name, or null.</summary>
    internal static SloObjectiveState? Find(IReadOnlyList<SloObjectiveState> states, SloObjective objective) =>
        states.FirstOrDefault(state => state.IsOf(objective))
        ?? states.Where(state => state.Name.Equals(objective.Name, StringComparison.OrdinalIgnoreCase)).MaxBy(state => state.AsOf);

    /// <exception cref="ToolException">The file cannot be read or written, is damaged, or of a later version.</exception>
    internal static T Try<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception exception) when (InputFile.IsUnreadable(exception) || exception is InvalidDataException or DbException)
        {
            throw new ToolException(ExitCode.Usage, SloFinding.Error(SloFindingCodes.Unreadable, exception.Message).ToString());
        }
    }

    /// <summary>A page of the set's ledger, the newest entry first.</summary>
    internal IReadOnlyList<SloLedgerEntry> Ledger(SloLedgerQuery query) => Try(() => SqliteSloStore.ReadLedger(Path, _set, query));

    /// <summary>A page of the set's incidents, the last to start first.</summary>
    internal IReadOnlyList<SloIncident> Incidents(SloIncidentQuery query) => Try(() => SqliteSloStore.ReadIncidents(Path, _set, query));

    /// <summary>The objectives as they were when the app evaluated last, judged by what is declared now.</summary>
    /// <param name="objectives">What is declared.</param>
    /// <param name="note">Takes what is worth knowing of it.</param>
    internal SloRegistry Restore(IReadOnlyList<SloObjective> objectives, Action<string> note)
    {
        SloRegistry registry = new(new VirtualTime((AsOf - DateTimeOffset.UnixEpoch).Ticks));
        registry.Restore(objectives.Select(objective => StateOf(objective, note)).OfType<SloObjectiveState>());
        foreach (SloObjective objective in objectives)
        {
            registry.Add(objective);
        }

        registry.Evaluate();
        return registry;
    }

    /// <summary>The state of an objective.</summary>
    /// <param name="name">Compared without case; null: the only one.</param>
    /// <exception cref="ToolException">There is none of this name, or several.</exception>
    internal SloObjectiveState One(string? name)
    {
        var names = string.Join(", ", States.Select(state => state.Name));
        return name is null
            ? States.Count == 1
                ? States[0]
                : throw new ToolException(ExitCode.Usage, $"{Path}: keeps {States.Count} objectives; select one with --name: {names}")
            : Find(name) ?? throw new ToolException(ExitCode.Usage, $"{Path}: keeps no objective '{name}'; there are: {names}");
    }

    /// <summary>The state that an objective continues, else the last one of its name, or null.</summary>
    internal SloObjectiveState? Find(SloObjective objective) => Find(_all, objective);

    private SloObjectiveState? StateOf(SloObjective objective, Action<string> note)
    {
        SloObjectiveState? kept = Find(objective);
        if (kept is null)
        {
            note($"{Path}: keeps nothing of '{objective.Name}'");
            return null;
        }

        if (kept.CountingKey == objective.CountingKey)
        {
            return kept;
        }

        note($"{Path}: '{objective.Name}' counted by another definition (indicator, threshold, period or budgeting method); "
            + "its counts are judged as they are");
        return kept.GetSteps().Any() ? SloObjectiveState.FromSteps(objective, kept.GetSteps()) : null;
    }

    private SloObjectiveState? Find(string name) =>
        States.FirstOrDefault(state => state.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
