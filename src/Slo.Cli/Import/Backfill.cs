using Slo.Cli.Infrastructure;

namespace Slo.Cli.Import;

/// <summary>What comes before the history that an objective has. Nothing that was counted is changed.</summary>
/// <param name="objective">The objective.</param>
/// <param name="kept">Its complete state, or null.</param>
/// <param name="now">Now, UTC.</param>
internal sealed class Backfill(SloObjective objective, SloObjectiveState? kept, DateTimeOffset now)
{
    /// <summary>Where what is imported must end.</summary>
    internal DateTimeOffset End => kept is not null && kept.KeptSince < now ? kept.KeptSince : now;

    /// <summary>What is older counts in no window.</summary>
    internal DateTimeOffset Oldest => (kept?.AsOf ?? now) - objective.Period.LongestLength;

    internal SloObjective Objective => objective;

    /// <summary>The steps that can be imported.</summary>
    /// <param name="source">Where they come from, for messages.</param>
    /// <param name="steps">In order of time.</param>
    /// <param name="isCut">Whether those that overlap the history are left out; otherwise they are a fault.</param>
    /// <param name="configuration">Where notes go.</param>
    /// <exception cref="ToolException">They cannot be imported.</exception>
    internal IReadOnlyList<SloHistoryStep> Check(
        string source, IReadOnlyList<SloHistoryStep> steps, bool isCut, ToolConfiguration configuration)
    {
        CheckKept();
        SloHistoryStep[] before = [.. steps.Where(step => step.To <= End)];
        if (before.Length < steps.Count)
        {
            SloHistoryStep first = steps[before.Length];
            var overlap = $"{source}: {Display.Count(steps.Count - before.Length, "row")} from {Display.Of(first.From)} UTC on overlap the "
                + $"history of '{objective.Name}' since {Display.Of(End)} UTC";
            if (!isCut)
            {
                throw new ToolException(ExitCode.Failed, $"{overlap}, which is not changed; remove them, or leave them out with --cut");
            }

            configuration.Note($"{overlap}: left out");
        }

        if (before.Length == 0)
        {
            throw new ToolException(ExitCode.Failed, $"{source}: nothing to import lies before {Display.Of(End)} UTC");
        }

        var old = before.Count(step => step.To <= Oldest);
        if (old > 0)
        {
            configuration.Note($"{source}: {Display.Count(old, "row")} older than the period of '{objective.Name}' "
                + $"({objective.Period}), which count in no window");
        }

        return before;
    }

    /// <summary>The state with these steps, and what was there.</summary>
    internal SloObjectiveState With(IReadOnlyList<SloHistoryStep> steps) => SloObjectiveState.FromSteps(objective, steps, kept);

    /// <exception cref="ToolException">The objective cannot take anything.</exception>
    internal void CheckKept()
    {
        if (kept is null)
        {
            return;
        }

        if (kept.CountingKey != objective.CountingKey)
        {
            throw new ToolException(ExitCode.Failed, $"'{objective.Name}': the file keeps it by another definition (indicator, threshold, "
                + "period or budgeting method); use the definition of the app, or start the app once with the new one");
        }

        if (kept.KeptSince <= Oldest)
        {
            throw new ToolException(ExitCode.Failed, $"'{objective.Name}': the file has the history of its whole period, since "
                + $"{Display.Of(kept.KeptSince)} UTC; nothing before it would count");
        }
    }
}
