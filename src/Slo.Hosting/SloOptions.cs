using Microsoft.Extensions.Configuration;
using Slo.Hosting.Configuration;
using Slo.Hosting.Gates;
using Slo.Hosting.Policies;

namespace Slo;

/// <summary>The options of the SLOs of a host: objectives from code and from configuration.</summary>
public sealed class SloOptions
{
    /// <summary>The default of <see cref="EvaluationInterval"/>: one second.</summary>
    public static readonly TimeSpan DefaultEvaluationInterval = TimeSpan.FromSeconds(1);

    /// <summary>The default of <see cref="AlertHandlerTimeout"/>: ten seconds.</summary>
    public static readonly TimeSpan DefaultAlertHandlerTimeout = TimeSpan.FromSeconds(10);

    private readonly List<SloObjectiveBuilder> _objectives = [];
    private readonly HashSet<SloObjectiveBuilder> _configured = [];
    private readonly List<SloFinding> _findings = [];
    private readonly List<SloExclusion> _exclusions = [];
    private readonly Dictionary<string, SloGateOptions> _gates = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(SloPolicy Policy, string Path)> _policies = [];
    private readonly HashSet<string> _drains = new(StringComparer.OrdinalIgnoreCase);
    private int _fromSections;

    /// <summary>The service that objectives belong to if they name none.</summary>
    /// <value>Default: <c>OTEL_SERVICE_NAME</c> of the configuration or the environment, else the application's name.</value>
    public string? ServiceName { get; set; }

    /// <summary>How unobserved time counts for objectives that do not set it.</summary>
    /// <value>Default <see cref="UnobservedTime.AssumeGood"/>.</value>
    public UnobservedTime UnobservedTime { get; set; }

    /// <summary>Time that counts for nothing in any objective, besides what an objective itself excludes.</summary>
    public IReadOnlyList<SloExclusion> Exclusions => _exclusions;

    /// <summary>How often objectives are evaluated and their status published.</summary>
    /// <value>Default 1 s; from 100 ms to 1 min. Slices of time are exact whatever this is.</value>
    public TimeSpan EvaluationInterval { get; set; } = DefaultEvaluationInterval;

    /// <summary>How long an <see cref="ISloAlertHandler"/> may take for one transition before it is cancelled.</summary>
    /// <value>Default 10 s; from 100 ms to 1 h.</value>
    public TimeSpan AlertHandlerTimeout { get; set; } = DefaultAlertHandlerTimeout;

    /// <summary>How canaries are compared with their baselines, in every objective with cohorts.</summary>
    /// <value>Default: the defaults of <see cref="SloCanaryOptions"/>. A change applies to comparisons that begin after it.</value>
    public SloCanaryOptions Canary { get; set; } = new();

    /// <summary>Where alerts are sent.</summary>
    public SloNotificationOptions Notifications { get; } = new();

    /// <summary>The systems that objectives with queries are read from.</summary>
    public SloSourceOptions Sources { get; } = new();

    /// <summary>What happens when alerts fire.</summary>
    public SloReactionOptions Reactions { get; } = new();

    /// <summary>How category, queue, owner and first response of incidents are derived.</summary>
    public SloIncidentOptions Incidents { get; } = new();

    /// <summary>How calls to dependencies are observed and named, once <c>AddDependencies</c> was called.</summary>
    public SloDependencyOptions Dependencies { get; } = new();

    /// <summary>The gates declared so far, by the name of the objective.</summary>
    public IReadOnlyDictionary<string, SloGateOptions> Gates => _gates;

    /// <summary>The error-budget policies declared so far, without those of annotations (<see cref="SloPolicy.OfAnnotations"/>).</summary>
    public IReadOnlyList<SloPolicy> Policies => [.. _policies.Select(one => one.Policy)];

    /// <summary>The objectives declared so far. They are built and checked together, at start.</summary>
    public IReadOnlyList<SloObjectiveBuilder> Objectives => _objectives;

    /// <summary>What was found while reading: errors are reported at start together with all others, warnings are logged.</summary>
    public IReadOnlyList<SloFinding> Findings => _findings;

    /// <summary>The warnings among <see cref="Findings"/>.</summary>
    internal IEnumerable<SloFinding> Warnings => _findings.Where(finding => finding.Severity == SloFindingSeverity.Warning);

    /// <summary>The objectives as built by validation.</summary>
    internal IReadOnlyList<SloObjective> Built { get; set; } = [];

    /// <summary>The policies as read by validation, with those of annotations.</summary>
    internal IReadOnlyList<SloPolicy> BuiltPolicies { get; private set; } = [];

    /// <summary>Declares an objective.</summary>
    /// <param name="name">Unique, regardless of case.</param>
    /// <param name="configure">Target, period, indicator and so on.</param>
    public void AddObjective(string name, Action<SloObjectiveBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        SloObjectiveBuilder objective = new(name);
        configure(objective);
        _objectives.Add(objective);
    }

    /// <summary>Declares an objective that is built already, for example one read from a file.</summary>
    /// <param name="objective">Its name must be unique, regardless of case.</param>
    public void AddObjective(SloObjective objective) => _objectives.Add(SloObjectiveBuilder.From(objective));

    /// <summary>Declares the gate of an objective; see <see cref="ISloGate"/>. It replaces an earlier one.</summary>
    /// <param name="objective">The name of an objective, which may be declared later. Compared without case.</param>
    /// <param name="options">When it is closed; default <see cref="SloGateOptions.Default"/>.</param>
    public void AddGate(string objective, SloGateOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(objective);
        _gates[objective] = options ?? SloGateOptions.Default;
    }

    /// <summary>Declares an error-budget policy.</summary>
    /// <param name="policy">Its name must be unique without regard to case; every error is reported at start.</param>
    public void AddPolicy(SloPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        _policies.Add((policy, $"Policies:{SloText.OneLine(policy.Name, 63)}"));
    }

    internal SloPolicy? FindPolicy(string name) => _policies.Find(one => IsNamed(one, name)).Policy;

    /// <summary>Replaces the policies of this name by the one of a section.</summary>
    internal void SetPolicy(SloPolicy policy, string path)
    {
        _policies.RemoveAll(one => IsNamed(one, policy.Name));
        _policies.Add((policy, path));
    }

    /// <summary>Time that counts for nothing in any objective, for example maintenance of the whole system.</summary>
    /// <param name="schedule">For example <c>Sun 02:00-04:00 Europe/Berlin</c>; see <see cref="SloSchedule.Parse"/>.</param>
    /// <param name="reason">Why, at most 1,050 characters.</param>
    /// <param name="owner">Who decided it, at most 200 characters.</param>
    public void Exclude(string schedule, string? reason = null, string? owner = null)
    {
        if (SloSchedule.TryParse(schedule ?? "", out SloSchedule? when) is { } error)
        {
            AddFinding(error);
            return;
        }

        _exclusions.Add(new() { When = when!, Reason = reason, Owner = owner });
    }

    /// <summary>Replaces the exclusions of code by those of a section.</summary>
    internal void OverrideExclusions(IEnumerable<SloExclusion> exclusions)
    {
        _exclusions.Clear();
        _exclusions.AddRange(exclusions);
    }

    /// <summary>Changes an objective that code declares, or declares it. Two sections do not change one another.</summary>
    internal void OverrideObjective(string name, Action<SloObjectiveBuilder> configure)
    {
        SloObjectiveBuilder? declared = _objectives.Find(objective => IsNamed(objective, name) && !_configured.Contains(objective));
        if (declared is null)
        {
            // Before those of code, in the order of the sections.
            declared = new SloObjectiveBuilder(name);
            _objectives.Insert(_fromSections++, declared);
        }

        configure(declared);
        _configured.Add(declared);
    }

    /// <summary>Removes an objective that code or another section declares.</summary>
    internal void RemoveObjective(string name)
    {
        _fromSections -= _objectives.Take(_fromSections).Count(objective => IsNamed(objective, name));
        _objectives.RemoveAll(objective => IsNamed(objective, name));
    }

    /// <summary>Reports a finding. With an error the host does not start; a warning is logged.</summary>
    /// <param name="finding">What, the value, what to write instead.</param>
    public void AddFinding(SloFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        _findings.Add(finding);
    }

    /// <summary>Adds what a section declares: the keys of docs/configuration.md. It overrides objectives that are declared already, key by
    /// key. <c>AddSlo(section)</c> does this, after all code; tools and tests call it without a host.
    /// Notification targets and sources of a type that is not built in are then ignored with a warning, because they are registered only in
    /// the host of the app.
    /// </summary>
    /// <param name="section">Usually <c>configuration.GetSection("Slo")</c>.</param>
    public void ReadFrom(IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        SloConfigurationReader.Read(section, this);
    }

    /// <summary>
    /// Gives an objective the service and the reading of unobserved time of these options, where it has none of its own, and their
    /// exclusions.
    /// </summary>
    /// <param name="objective">Is changed.</param>
    public SloObjectiveBuilder WithDefaults(SloObjectiveBuilder objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        objective.DefaultService(ServiceName).DefaultExclusions(_exclusions);

        // What is the default anyhow is not said: the objective stays equal to one that is read without these options.
        return UnobservedTime == UnobservedTime.AssumeGood ? objective : objective.DefaultUnobservedTime(UnobservedTime);
    }

    /// <summary>Builds all objectives, as a host does at start.</summary>
    /// <exception cref="SloDefinitionException">With all errors of all objectives.</exception>
    public IReadOnlyList<SloObjective> Build()
    {
        List<SloFinding> errors = Check(defaultService: null);
        return errors.Count > 0 ? throw new SloDefinitionException(errors) : Built;
    }

    /// <summary>The objectives by which a readiness check compares the instance with its fleet, for the check at start.</summary>
    internal void AddDrain(IEnumerable<string> objectives) => _drains.UnionWith(objectives);

    /// <summary>Builds all objectives into <see cref="Built"/>, and returns all errors.</summary>
    internal List<SloFinding> Check(string? defaultService)
    {
        List<SloFinding> errors = [.. _findings.Where(finding => finding.Severity == SloFindingSeverity.Error), .. CheckIntervals()];
        errors.AddRange(Canary.GetFaults());
        errors.AddRange(Dependencies.GetFaults());
        errors.AddRange(Incidents.Check());
        errors.AddRange(Notifications.Check());
        errors.AddRange(Sources.Check());
        List<SloObjective> built = [];
        foreach (SloObjectiveBuilder objective in _objectives)
        {
            try
            {
                built.Add(WithDefaults(objective).DefaultService(defaultService).Build());
            }
            catch (SloDefinitionException exception)
            {
                errors.AddRange(exception.Findings);
            }
        }

        foreach (IGrouping<string, SloObjectiveBuilder> group in
            _objectives.GroupBy(objective => objective.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            errors.Add(SloFinding.Error(SloFindingCodes.DuplicateName, $"is declared {group.Count()} times "
                + $"({string.Join(", ", group.Select(objective => $"'{objective.Name}'"))}; "
                + "names are compared without case); give each a name of its own", "name") with
            {
                Objective = group.Key,
            });
        }

        errors.AddRange(Reactions.Check(_objectives.Select(objective => objective.Name), built));
        string[] names = [.. _objectives.Select(objective => objective.Name)];
        errors.AddRange(GateChecks.Check(_gates, names));
        errors.AddRange(GateChecks.CheckDrain(_drains, names));
        errors.AddRange(CheckPolicies(built));
        Built = built;
        return errors;
    }

    private List<SloFinding> CheckPolicies(IReadOnlyList<SloObjective> built)
    {
        List<SloFinding> errors = [];
        (SloPolicy Policy, string Path)[] all =
        [
            .. _policies,
            .. SloPolicy.OfAnnotations(built, errors.Add).Select(policy => (policy, $"{policy.Name}:{SloPolicy.Annotation}")),
        ];
        errors.AddRange(PolicyChecks.Check(all, [.. _objectives.Select(objective => objective.Name)], built));
        BuiltPolicies = [.. all.Select(one => one.Policy)];
        return errors;
    }

    private static bool IsNamed((SloPolicy Policy, string Path) one, string name) =>
        one.Policy.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static bool IsNamed(SloObjectiveBuilder objective, string name) =>
        objective.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private IEnumerable<SloFinding> CheckIntervals()
    {
        if (EvaluationInterval < TimeSpan.FromMilliseconds(100) || EvaluationInterval > TimeSpan.FromMinutes(1))
        {
            yield return SloFinding.Error(SloFindingCodes.HostOption,
                $"EvaluationInterval {SloDuration.Format(EvaluationInterval)}: must be from 100ms to 1m, for example 1s",
                nameof(EvaluationInterval));
        }

        if (AlertHandlerTimeout < TimeSpan.FromMilliseconds(100) || AlertHandlerTimeout > TimeSpan.FromHours(1))
        {
            yield return SloFinding.Error(SloFindingCodes.HostOption,
                $"AlertHandlerTimeout {SloDuration.Format(AlertHandlerTimeout)}: must be from 100ms to 1h, for example 10s",
                nameof(AlertHandlerTimeout));
        }
    }
}
