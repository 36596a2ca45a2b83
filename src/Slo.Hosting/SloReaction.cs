namespace Slo;

/// <summary>
/// What happens when alerts fire: steps that are applied in order while an alert lasts, and undone in reverse when it has ended
/// (docs/reactions.md).
/// </summary>
public sealed class SloReaction
{
    private readonly List<SloReactionStep> _steps = [];

    internal SloReaction(string name, string path)
    {
        Name = name;
        Path = path;
    }

    /// <summary>The name in logs, metrics and the API; 1 to 63 letters, digits, '-', '_' and '.'; unique whatever the case.</summary>
    public string Name { get; }

    /// <summary>The objectives whose alerts start the reaction. With several, the reaction lasts until none of them fires.</summary>
    public ISet<string> Objectives { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names of alerts from elsewhere that start it too, as received by the webhook for Alertmanager.</summary>
    public ISet<string> Alerts { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The severity from which an alert starts it. Default <see cref="AlertSeverity.Page"/>.</summary>
    public AlertSeverity MinimumSeverity { get; set; } = AlertSeverity.Page;

    /// <summary>The text of the rule that must fire, as in the API and the log; null (the default): any rule.</summary>
    public string? Rule { get; set; }

    /// <summary>Whose events it reacts to: of the fleet (then the leader runs it, once for all instances), or of this instance. Default
    /// null: of the fleet if there is one.</summary>
    public SloScope? Scope { get; set; }

    /// <summary>How many events the shortest window of the objective must have before a step runs. Default 0. Not checked for alerts from
    /// elsewhere.</summary>
    public long MinimumEvents { get; set; }

    /// <summary>The share of the period that must have been observed before a step runs, in [0, 1]. Default 0. Not checked for alerts from
    /// elsewhere.</summary>
    public double MinimumCoverageRatio { get; set; }

    /// <summary>Whether a step runs only if this instance is worse than the rest of its fleet (<see cref="SloFleet.Compare"/>). Default
    /// false. Without a fleet nothing runs then.</summary>
    public bool RequiresOutlier { get; set; }

    /// <summary>When steps may run, for example <c>Mon-Fri 08:00-18:00 Europe/Berlin</c>; null (the default): always. Undoing is always
    /// allowed.</summary>
    public SloSchedule? AllowedTime { get; set; }

    /// <summary>When no step may run, such as a freeze; empty by default. Undoing is always allowed.</summary>
    public IList<SloSchedule> Freezes { get; } = [];

    /// <summary>How long the alert must fire before the first step. Default 0; up to 1 day.</summary>
    public TimeSpan Hold { get; set; }

    /// <summary>
    /// How long the alert must have ended before the steps are undone. Default 5 min; up to 7 days. It doubles, up to a day, each time the
    /// alert fires again soon after an undo, so a cause that persists does not make the reaction flap.
    /// </summary>
    public TimeSpan RecoverFor { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether the steps are undone when the alert has ended. Default true; then every action must be able to undo.</summary>
    public bool Undo { get; set; } = true;

    /// <summary>How long after the end of a run no other one begins. Default 0; up to 7 days.</summary>
    public TimeSpan CoolDown { get; set; }

    /// <summary>Whether actions are only recorded, as they would run. Default false.</summary>
    public bool DryRun { get; set; }

    /// <summary>The steps, in order.</summary>
    public IReadOnlyList<SloReactionStep> Steps => _steps;

    /// <summary>Where it was declared, for findings.</summary>
    internal string Path { get; }

    /// <summary>Adds a step.</summary>
    /// <param name="action">What is done.</param>
    /// <param name="after">How long after the start of the reaction.</param>
    /// <param name="continueOnFailure">Whether the next step runs at once if this one fails.</param>
    /// <returns>This reaction.</returns>
    public SloReaction Step(SloReactionAction action, TimeSpan after = default, bool continueOnFailure = false)
    {
        ArgumentNullException.ThrowIfNull(action);
        _steps.Add(new SloReactionStep(action) { After = after, ContinueOnFailure = continueOnFailure });
        return this;
    }

    /// <summary>Names objectives whose alerts start it.</summary>
    /// <param name="names">Their names.</param>
    /// <returns>This reaction.</returns>
    public SloReaction On(params IEnumerable<string> names)
    {
        Objectives.UnionWith(names);
        return this;
    }

    /// <summary>Removes all steps: a section replaces those of code.</summary>
    internal void ClearSteps() => _steps.Clear();
}
