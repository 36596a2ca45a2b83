namespace Slo;

/// <summary>Requests served by this app are the events: which ones, and which status codes are good. Read by Slo.AspNetCore.</summary>
/// <remarks>An exception that escapes the app makes a request bad whatever its status code.</remarks>
public sealed record HttpIndicator : SloIndicator
{
    private readonly SloOutcome[] _outcomes;

    internal HttpIndicator(
        IReadOnlyList<HttpRoute> routes, bool isTaggedOnly, SloOutcome[] outcomes, ClientAbortPolicy clientAborts, bool measuresFirstByte,
        IReadOnlyList<object> metadata)
    {
        Routes = routes;
        ClientAborts = clientAborts;
        MeasuresFirstByte = measuresFirstByte;
        Metadata = metadata;
        IsTaggedOnly = isTaggedOnly;
        _outcomes = outcomes;
    }

    /// <summary>The routes taken; none: see <see cref="IsWholeService"/>.</summary>
    public IReadOnlyList<HttpRoute> Routes { get; }

    /// <summary>Whether only endpoints count that name the objective themselves (<c>.WithSlo("checkout")</c>).</summary>
    public bool IsTaggedOnly { get; }

    /// <summary>Whether every request counts that is not excluded.</summary>
    public bool IsWholeService => Routes.Count == 0 && !IsTaggedOnly;

    /// <summary>What a request counts as whose client went away.</summary>
    public ClientAbortPolicy ClientAborts { get; }

    /// <summary>Whether the latency is the time to the first byte of the response, not to its end.</summary>
    public bool MeasuresFirstByte { get; }

    /// <summary>What packages have attached for themselves: predicates on requests, groupings.</summary>
    public IReadOnlyList<object> Metadata { get; }

    /// <summary>What a completed request with this status code counts as.</summary>
    /// <param name="statusCode">The status code sent; outside of 100 to 599 it is bad.</param>
    public SloOutcome Classify(int statusCode) =>
        (uint)statusCode < (uint)_outcomes.Length ? _outcomes[statusCode] : SloOutcome.Bad;

    /// <inheritdoc/>
    public override string Describe() => IsTaggedOnly
        ? "requests to endpoints tagged with the objective's name"
        : IsWholeService ? "every request" : $"requests to {string.Join(", ", Routes)}";

    /// <summary>
    /// Whether both take the same requests for the same outcomes. What packages attached is code, which does not change while it runs.
    /// </summary>
    /// <param name="other">The other indicator.</param>
    public bool Equals(HttpIndicator? other) => other is not null
        && Routes.SequenceEqual(other.Routes) && IsTaggedOnly == other.IsTaggedOnly && ClientAborts == other.ClientAborts
        && MeasuresFirstByte == other.MeasuresFirstByte && _outcomes.AsSpan().SequenceEqual(other._outcomes)
        && Metadata.Select(item => item.GetType()).SequenceEqual(other.Metadata.Select(item => item.GetType()));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Routes.Count, IsTaggedOnly, ClientAborts, MeasuresFirstByte);
}
