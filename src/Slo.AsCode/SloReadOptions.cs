namespace Slo;

/// <summary>How definition files are read.</summary>
public sealed record SloReadOptions
{
    /// <summary>Whether unknown fields, unknown <c>slo.dev/</c> annotations and numbers written as text are errors; default: warnings.</summary>
    public bool IsStrict { get; init; }

    /// <summary>
    /// Whether all that is referred to must be in what is read. True: a reference to something else is an error, as a host wants it that is
    /// to run the definitions. False: a warning, as for a document that is checked on its own. Null, the default: true where several files
    /// are read; in a single one a reference is an error where the same SLO's other references are found, or where SLIs are declared and not this one; conditions and targets of its policies may be elsewhere.
    /// </summary>
    public bool? IsComplete { get; init; }

    /// <summary>The period of Sloth's SLOs, whose documents do not say it; default 30 days. Rules are known for 7, 28 and 30 days.</summary>
    public TimeSpan SlothPeriod { get; init; } = TimeSpan.FromDays(30);
}
