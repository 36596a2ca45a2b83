namespace Slo;

/// <summary>
/// What happens when alerts fire: steps that are applied in order while an alert fires, and undone in reverse order when it has ended
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

    /// <summary>The name in logs, metrics and the API; 1 to 63 letters, digits, '-', '_' and '.'; unique without regard to case.</summary>
    public string Name { get; }

    /// <summary>The objectives whose alerts start the reaction. With several, it ends when none of these alerts fires any more.</summary>
    public ISet<string> Objectives { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names of alerts that the webhook for Alertmanager receives and that also start the reaction.</summary>
    public ISet<string> Alerts { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The lowest severity of an alert that starts it. Default <see cref="AlertSeverity.Page"/>.</summary>
    public AlertSeverity MinimumSeverity { get; set; } = AlertSeverity.Page;

    /// <summary>The text of the rule that must fire, as in the API and the log; null (the default): any rule.</summary>
    public string? Rule { get; set; }

    /// <summary>Whether it reacts to alerts of the fleet (then the leader runs it, once for all instances) or of this instance. Default
    /// null: of the fleet if there is one, otherwise of this instance.</summary>
    public SloScope? Scope { get; set; }

    /// <summary>The number of events that the shortest window of the objective must contain before a step runs. Default 0. Not checked for
    /// <see cref="Alerts"/>.</summary>
    public long MinimumEvents { get; set; }

    /// <summary>The share of the period that must have been observed before a step runs, in [0, 1]. Default 0. Not checked for
    /// <see cref="Alerts"/>.</summary>
    public double MinimumCoverageRatio { get; set; }

    /// <summary>Whether a step runs only if this instance is worse than the rest of its fleet (<see cref="SloFleet.Compare"/>). Default
    /// false. Needs a fleet and <see cref="Scope"/> <see cref="SloScope.Instance"/>, and no <see cref="Alerts"/>.</summary>
    public bool RequiresOutlier { get; set; }

    /// <summary>When steps may run, for example <c>Mon-Fri 08:00-18:00 Europe/Berlin</c>; null (the default): always. Steps can be undone
    /// at any time.</summary>
    public SloSchedule? AllowedTime { get; set; }

    /// <summary>When no step may run, such as a freeze; empty by default. Steps can be undone at any time.</summary>
    public IList<SloSchedule> Freezes { get; } = [];

    /// <summary>How long the alert must fire before the first step. Default 0; up to 1 day.</summary>
    public TimeSpan Hold { get; set; }

    /// <summary>
    /// How long the alert must have ended before the steps are undone. Default 5 min; up to 7 days. It doubles, up to a day, each time the
    /// alert fires again within an hour, or within twice the current value if that is longer, after the end of a run, so a persistent
    /// cause does not make the reaction flap.
    /// </summary>
    public TimeSpan RecoverFor { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether the steps are undone when the alert has ended. Default true; then every action must support undo.</summary>
    public bool Undo { get; set; } = true;

    /// <summary>How long after the end of a run no new run begins. Default 0; up to 7 days.</summary>
    public TimeSpan CoolDown { get; set; }

    /// <summary>Whether actions are only recorded and not called. Default false.</summary>
    public bool DryRun { get; set; }

    /// <summary>The steps, in order.</summary>
    public IReadOnlyList<SloReactionStep> Steps => _steps;

    /// <summary>Where it was declared, for findings.</summary>
    internal string Path { get; }

    /// <summary>Adds a step.</summary>
    /// <param name="action">The action of the step.</param>
    /// <param name="after">How long after the start of the run the step runs; see <see cref="SloReactionStep.After"/>.</param>
    /// <param name="continueOnFailure">Whether the next step runs at once if this one fails.</param>
    /// <returns>This reaction.</returns>
    public SloReaction Step(SloReactionAction action, TimeSpan after = default, bool continueOnFailure = false)
    {
        ArgumentNullException.ThrowIfNull(action);
        _steps.Add(new SloReactionStep(action) { After = after, ContinueOnFailure = continueOnFailure });
        return this;
    }

    /// <summary>Adds objectives whose alerts start the reaction.</summary>
    /// <param name="names">Their names.</param>
    /// <returns>This reaction.</returns>
    public SloReaction On(params IEnumerable<string> names)
    {
        Objectives.UnionWith(names);
        return this;
    }

    /// <summary>Removes all steps, because the steps of configuration replace those of code.</summary>
    internal void ClearSteps() => _steps.Clear();
}
