namespace Slo.Hosting.Sources;

/// <summary>A condition on a tag that no measurement has, so that it never matches: probably a wrong name.</summary>
/// <param name="List">The conditions that it is one of, for example BadWhen.</param>
/// <param name="Filter">The condition.</param>
/// <param name="Names">The tags that measurements have.</param>
internal sealed record AbsentTag(string List, TagFilter Filter, IReadOnlyList<string> Names)
{
    // By the conventions of OpenTelemetry and .NET only a failure has these tags.
    private static readonly string[] OfFailures = ["error.type", "exception.type", "db.response.status_code"];

    /// <summary>
    /// Whether it can hardly be right. A tag that only a failure has is absent as long as all is well, so the name must be near to that of
    /// a tag that there is; or the condition asks many measurements for the value of a tag, and not whether there is one.
    /// </summary>
    internal bool IsSuspect(bool areMany) => Names.Count > 0 && !OfFailures.Contains(Filter.Key)
        && (Names.Any(IsNear) || (areMany && List == nameof(InstrumentIndicator.BadWhen) && Filter.Pattern != "*"));

    /// <summary>What to write instead: the nearest tag, or all of them.</summary>
    internal string Hint => SloText.NearestHint(Filter.Key, Names.Select(name => SloText.OneLine(name, 63)));

    // As near as a slip.
    private bool IsNear(string name) =>
        Math.Abs(name.Length - Filter.Key.Length) <= 2 && SloText.EditDistance(name, Filter.Key) <= Math.Min(2, Filter.Key.Length / 3);
}
