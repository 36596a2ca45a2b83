namespace Slo.AttributionJudge.Judging;

/// <summary>Something that is wrong, and what an explanation must and may say of it.</summary>
/// <param name="Kind">What.</param>
/// <param name="Fails">Whether it makes a request fail.</param>
/// <param name="Probability">How often, of those that it concerns.</param>
/// <param name="Reason">How they fail.</param>
/// <param name="Dependency">The dependency that failed, or null.</param>
public sealed record Cause(CauseKind Kind, Func<Request, bool> Fails, double Probability, string Reason, string? Dependency)
{
    /// <summary>Values of which an explanation must have all; one set is enough.</summary>
    public required SloDimensionValue[][] Needed { get; init; }

    /// <summary>Values that it may have as well.</summary>
    public required SloDimensionValue[] Allowed { get; init; }

    /// <summary>Changes the client that sends requests; null: no change.</summary>
    public Func<Request, Random, Request>? Redirect { get; init; }

    public bool IsNamedBy(SloContributor contributor) => Needed.Any(needed =>
        needed.All(contributor.Values.Contains)
        && contributor.Values.All(value => needed.Contains(value) || Allowed.Contains(value)));
}
