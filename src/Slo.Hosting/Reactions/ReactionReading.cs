using Slo.Hosting.Configuration;
using Slo.Hosting.Logging;

namespace Slo.Hosting.Reactions;

/// <summary>Reads a declared reaction and the members of its actions. A member that throws is reported like other errors, so that all
/// errors of all reactions are reported together.</summary>
internal sealed class ReactionReading
{
    private const int MaximumSteps = 20;

    private readonly List<SloFinding> _findings = [];
    private readonly SloReaction _reaction;

    internal ReactionReading(SloReaction reaction)
    {
        _reaction = reaction;
        CheckReaction();
        StepPlan[] steps = [.. reaction.Steps.Select(Read)];
        Plan = Take(reaction, steps);
    }

    /// <summary>The errors. They name the keys of secrets, but never contain their values.</summary>
    internal IReadOnlyList<SloFinding> Findings => _findings;

    /// <summary>The reaction; valid only without findings.</summary>
    internal ReactionPlan Plan { get; }

    private static ReactionPlan Take(SloReaction reaction, StepPlan[] steps) => new()
    {
        Name = reaction.Name,
        Objectives = new HashSet<string>(reaction.Objectives, StringComparer.OrdinalIgnoreCase),
        Alerts = new HashSet<string>(reaction.Alerts, StringComparer.Ordinal),
        MinimumSeverity = reaction.MinimumSeverity,
        Rule = reaction.Rule,
        Scope = reaction.Scope,
        MinimumEvents = reaction.MinimumEvents,
        MinimumCoverageRatio = reaction.MinimumCoverageRatio,
        RequiresOutlier = reaction.RequiresOutlier,
        AllowedTime = reaction.AllowedTime,
        Freezes = [.. reaction.Freezes],
        Hold = reaction.Hold,
        RecoverFor = reaction.RecoverFor,
        Undo = reaction.Undo,
        CoolDown = reaction.CoolDown,
        DryRun = reaction.DryRun,
        Steps = steps,
    };

    private void CheckReaction()
    {
        SloReaction reaction = _reaction;
        if (reaction.Name.Length is 0 or > 63 || !reaction.Name.All(one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_' or '.'))
        {
            Add($"the name '{SloText.OneLine(reaction.Name, 80)}' must be 1 to 63 letters, digits, '-', '_' or '.', for example "
                + "drain-canary");
        }

        if (reaction.Objectives.Count + reaction.Alerts.Count == 0)
        {
            Add("has no objective; write Objectives, for example [ \"checkout\" ], or Alerts from elsewhere");
        }

        if (reaction.Steps.Count is 0 or > MaximumSteps)
        {
            Add(FormattableString.Invariant($"has {reaction.Steps.Count} steps; write 1 to {MaximumSteps}"), "Steps");
        }

        CheckTime(nameof(reaction.Hold), reaction.Hold, TimeSpan.FromDays(1));
        CheckTime(nameof(reaction.RecoverFor), reaction.RecoverFor, TimeSpan.FromDays(7));
        CheckTime(nameof(reaction.CoolDown), reaction.CoolDown, TimeSpan.FromDays(7));
        if (reaction.MinimumEvents < 0)
        {
            Add(FormattableString.Invariant($"MinimumEvents '{reaction.MinimumEvents}': must be 0 or more"), "MinimumEvents");
        }

        if (reaction.MinimumCoverageRatio is not (>= 0 and <= 1))
        {
            Add(FormattableString.Invariant($"MinimumCoverageRatio '{reaction.MinimumCoverageRatio}': must be from 0 to 1"),
                "MinimumCoveragePercent");
        }
    }

    private void CheckTime(string key, TimeSpan value, TimeSpan maximum)
    {
        if (value < TimeSpan.Zero || value > maximum)
        {
            Add($"{key} '{SloDuration.Format(value)}': must be from 0s to {SloDuration.Format(maximum)}", key);
        }
    }

    private StepPlan Read(SloReactionStep step, int index)
    {
        SloReactionAction action = step.Action;
        var key = FormattableString.Invariant($"Steps:{index}");
        action.Path = $"{_reaction.Path}:{key}";
        CheckTime($"{key}:{nameof(step.After)}", step.After, TimeSpan.FromDays(7));
        IReadOnlyList<Setting> settings = Read(action, nameof(action.DescribeSettings), () => action.Settings().All, []);
        foreach (var fault in Read<string[]>(action, nameof(action.GetFaults), () => [.. action.GetFaults()], []))
        {
            Add($"{key}:{fault}", settings.FirstOrDefault(setting => fault.StartsWith($"{setting.Key}:", StringComparison.Ordinal)
                || fault.StartsWith($"{setting.Key} ", StringComparison.Ordinal)) is { } about ? $"{key}:{about.Key}" : key);
        }

        foreach (Setting setting in settings.Where(setting => setting.Problem is not null))
        {
            Add($"{key}:{setting.Problem}", $"{key}:{setting.Key}");
        }

        var resource = Read(action, nameof(action.Resource), () => action.Resource, "");
        var text = Read(action, nameof(action.ToString), action.ToString, "");
        var canUndo = Read(action, nameof(action.CanUndo), () => action.CanUndo, true);
        if (_reaction.Undo && !canUndo)
        {
            _findings.Add(SloFinding.Error(
                SloFindingCodes.ReactionUndo,
                $"{_reaction.Path}: step {index + 1} ({SloText.OneLine(text)}) cannot be undone; write how, or Undo: false",
                $"{_reaction.Path}:{key}"));
        }

        return new(action, resource, text, Read(action, nameof(action.IsIdempotent), () => action.IsIdempotent, false), canUndo,
            Read(action, nameof(action.EndsWithProcess), () => action.EndsWithProcess, false), step.After,
            step.ContinueOnFailure, action.Timeout, action.RetryFor);
    }

    private void Add(string problem, string? key = null) => _findings.Add(SloFinding.Error(
        SloFindingCodes.ReactionSetting, $"{_reaction.Path}: {problem}", key is null ? _reaction.Path : $"{_reaction.Path}:{key}"));

    private T Read<T>(SloReactionAction action, string member, Func<T> read, T otherwise)
    {
        try
        {
            return read();
        }
#pragma warning disable CA1031 // Code of the app, which throws what it likes.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Add($"{member} of {action.GetType().Name} threw {Thrown.Where(exception)}");
            return otherwise;
        }
    }
}
