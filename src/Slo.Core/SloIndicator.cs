namespace Slo;

/// <summary>Where the events of an objective come from. The base of the indicators that packages define.</summary>
/// <remarks>An indicator only describes; the package that reads it (the middleware, a meter source) does the counting.</remarks>
public abstract record SloIndicator
{
    /// <summary>Code counts the events itself, through <see cref="SloTracker"/>: the default.</summary>
    public static readonly SloIndicator Manual = new ManualIndicator();

    /// <summary>A short description of the events.</summary>
    public abstract string Describe();

    /// <summary>
    /// All that decides which events are counted, and as what, in a text that is the same in every process: where it is another one, counts
    /// of an earlier process do not continue. Default: the text of the record.
    /// </summary>
    protected internal virtual string Identity => ToString();

    private sealed record ManualIndicator : SloIndicator
    {
        public override string Describe() => "recorded by code";
    }
}
