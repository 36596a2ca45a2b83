namespace Slo;

/// <summary>The options of a host's SLOs. Objectives from code and from configuration come together here.</summary>
public sealed class SloOptions
{
    /// <summary>The default of <see cref="EvaluationInterval"/>: one second.</summary>
    public static readonly TimeSpan DefaultEvaluationInterval = TimeSpan.FromSeconds(1);

    /// <summary>The default of <see cref="AlertHandlerTimeout"/>: ten seconds.</summary>
    public static readonly TimeSpan DefaultAlertHandlerTimeout = TimeSpan.FromSeconds(10);

    private readonly List<SloObjectiveBuilder> _objectives = [];
    private readonly List<string> _faults = [];

    /// <summary>The service that objectives belong to if they name none.</summary>
    /// <value>Default: the application's name.</value>
    public string? ServiceName { get; set; }

    /// <summary>How often objectives are evaluated and their status published.</summary>
    /// <value>Default 1 s; from 100 ms to 1 min. Slices of time are exact whatever this is.</value>
    public TimeSpan EvaluationInterval { get; set; } = DefaultEvaluationInterval;

    /// <summary>How long an <see cref="ISloAlertHandler"/> may take for one transition before it is cancelled.</summary>
    /// <value>Default 10 s; from 100 ms to 1 h.</value>
    public TimeSpan AlertHandlerTimeout { get; set; } = DefaultAlertHandlerTimeout;

    /// <summary>Who is told of alerts.</summary>
    public SloNotificationOptions Notifications { get; } = new();

    /// <summary>The objectives declared so far. They are built and checked together, at start.</summary>
    public IReadOnlyList<SloObjectiveBuilder> Objectives => _objectives;

    /// <summary>What was found wrong while reading configuration; reported at start together with everything else.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>The objectives as built by validation.</summary>
    internal IReadOnlyList<SloObjective> Built { get; set; } = [];

    /// <summary>Declares an objective.</summary>
    /// <param name="name">Unique, whatever the case.</param>
    /// <param name="configure">Target, period, indicator and so on.</param>
    public void AddObjective(string name, Action<SloObjectiveBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        SloObjectiveBuilder objective = new(name);
        configure(objective);
        _objectives.Add(objective);
    }

    /// <summary>Reports something wrong with the definitions; the host then does not start.</summary>
    /// <param name="fault">Where, what, which value, and what to write instead.</param>
    public void AddFault(string fault) => _faults.Add(fault);
}
