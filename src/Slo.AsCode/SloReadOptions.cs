namespace Slo;

/// <summary>How definition files are read.</summary>
public sealed record SloReadOptions
{
    /// <summary>
    /// Whether unknown fields, unknown <c>slo.dev/</c> annotations, numbers written as text and composites, which are not evaluated, are
    /// errors; default: warnings.
    /// </summary>
    public bool IsStrict { get; init; }

    /// <summary>
    /// Whether every referenced object must be present. True: any other reference is an error, as required by a host that is
    /// to run the definitions. False: a warning, as for a document that is checked on its own. Null, the default: true where several files
    /// are read; in a single one a reference is an error where the same SLO's other references are found, or where SLIs are declared and
    /// not this one; conditions and targets of its policies may be elsewhere.
    /// </summary>
    public bool? IsComplete { get; init; }

    /// <summary>
    /// The period of Sloth's SLOs, which their documents do not contain; default 30 days. There are rules for 7, 28 and 30 days.
    /// </summary>
    public TimeSpan SlothPeriod { get; init; } = TimeSpan.FromDays(30);
}
