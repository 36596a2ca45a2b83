namespace Slo;

/// <summary>Requests served by this app are the events: which ones, and which status codes are good. Read by Slo.AspNetCore.</summary>
/// <remarks>An unhandled exception makes a request bad, with any status code.</remarks>
public sealed record HttpIndicator : SloIndicator
{
    /// <summary>The label that groups requests by route pattern.</summary>
    public const string RouteLabel = "http.route";

    /// <summary>The label that groups requests by method.</summary>
    public const string MethodLabel = "http.request.method";

    private readonly SloOutcome[] _outcomes;

    // Of the attached objects those on which counts depend.
    private readonly IReadOnlyList<object> _deciding;

    internal HttpIndicator(
        IReadOnlyList<HttpRoute> routes, bool isTaggedOnly, SloOutcome[] outcomes, ClientAbortPolicy clientAborts, bool measuresFirstByte,
        bool countsStaticAssets, IReadOnlyList<object> metadata, IReadOnlyList<object> deciding, bool hasGroupValue)
    {
        HasGroupValue = hasGroupValue;
        Routes = routes;
        ClientAborts = clientAborts;
        MeasuresFirstByte = measuresFirstByte;
        CountsStaticAssets = countsStaticAssets;
        Metadata = metadata;
        _deciding = deciding;
        IsTaggedOnly = isTaggedOnly;
        _outcomes = outcomes;
    }

    /// <summary>The routes that count; if empty, see <see cref="IsWholeService"/>.</summary>
    public IReadOnlyList<HttpRoute> Routes { get; }

    /// <summary>Whether only endpoints that name the objective count (<c>.WithSlo("checkout")</c>).</summary>
    public bool IsTaggedOnly { get; }

    /// <summary>Whether every request that is not excluded counts.</summary>
    public bool IsWholeService => Routes.Count == 0 && !IsTaggedOnly;

    /// <summary>The outcome of a request that the client aborted.</summary>
    public ClientAbortPolicy ClientAborts { get; }

    /// <summary>Whether the latency is the time to the first byte of the response, not to its end.</summary>
    public bool MeasuresFirstByte { get; }

    /// <summary>Whether files that the app serves count too, for objectives that take every request.</summary>
    public bool CountsStaticAssets { get; }

    /// <summary>Objects attached by other packages: predicates on requests, groupings, cohorts.</summary>
    public IReadOnlyList<object> Metadata { get; }

    // Whether one of these objects gives each request its group, whatever the label is.
    internal bool HasGroupValue { get; }

    /// <summary>The outcome of a completed request with this status code.</summary>
    /// <param name="statusCode">The status code sent; outside 100 to 599 it is bad.</param>
    public SloOutcome Classify(int statusCode) =>
        (uint)statusCode < (uint)_outcomes.Length ? _outcomes[statusCode] : SloOutcome.Bad;

    /// <inheritdoc/>
    public override string Describe() => IsTaggedOnly
        ? "requests to endpoints tagged with the objective's name"
        : IsWholeService ? "every request" : $"requests to {string.Join(", ", Routes)}";

    /// <summary>
    /// Whether both give the same requests the same outcomes. Attached objects are code, which does not change at run time.
    /// </summary>
    /// <param name="other">The other indicator.</param>
    public bool Equals(HttpIndicator? other) => other is not null
        && Routes.SequenceEqual(other.Routes) && IsTaggedOnly == other.IsTaggedOnly && ClientAborts == other.ClientAborts
        && MeasuresFirstByte == other.MeasuresFirstByte && CountsStaticAssets == other.CountsStaticAssets
        && _outcomes.AsSpan().SequenceEqual(other._outcomes)
        && _deciding.Select(item => item.GetType()).SequenceEqual(other._deciding.Select(item => item.GetType()));

    /// <inheritdoc/>
    protected internal override string Identity => string.Join('\n',
    [
        "http", IsTaggedOnly ? "tagged" : "", ClientAborts.ToString(), MeasuresFirstByte ? "first byte" : "",
        CountsStaticAssets ? "static assets" : "", string.Concat(_outcomes.Select(outcome => (char)('0' + (int)outcome))),
        .. Routes.Select(route => $"route {route}"), .. _deciding.Select(item => $"code {item.GetType().FullName}"),
    ]);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Routes.Count, IsTaggedOnly, ClientAborts, MeasuresFirstByte);
}
