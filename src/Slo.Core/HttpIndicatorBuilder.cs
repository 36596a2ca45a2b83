using Slo.Definitions;

namespace Slo;

/// <summary>
/// Declares which requests count, and which status codes are good. Default: every request; 5xx is bad, 1xx ignored, all else good.
/// </summary>
/// <remarks>Not thread-safe. Errors are reported when the objective is built.</remarks>
public sealed class HttpIndicatorBuilder
{
    // The table of all that list no codes: it would be most of what a definition takes.
    private static readonly SloOutcome[] Usual = Outcomes(isGoodListed: false);

    private readonly List<HttpRoute> _routes = [];
    private readonly List<SloFinding> _findings = [];
    private readonly List<string> _good = [];
    private readonly List<string> _bad = [];
    private readonly List<string> _ignored = [];
    private readonly List<object> _metadata = [];
    private readonly List<object> _deciding = [];
    private bool _isTaggedOnly;
    private bool _measuresFirstByte;
    private bool _countsStaticAssets;
    private bool _hasGroupValue;
    private ClientAbortPolicy _clientAborts;

    internal IReadOnlyList<SloFinding> Findings => _findings;

    /// <summary>Counts requests that matched this route, with any method. Can be called again for more routes.</summary>
    /// <param name="pattern">The pattern as mapped, for example <c>/orders/{id}</c>.</param>
    public HttpIndicatorBuilder Route(string pattern) => Add(null, pattern);

    /// <summary>Counts requests that matched this route with this method. Can be called again for more routes.</summary>
    /// <param name="method">For example POST.</param>
    /// <param name="pattern">The pattern as mapped.</param>
    public HttpIndicatorBuilder Route(string method, string pattern) => Add(method, pattern);

    /// <summary>Counts only endpoints that name the objective: <c>.WithSlo("checkout")</c> or <c>[Slo("checkout")]</c>.</summary>
    public HttpIndicatorBuilder TaggedEndpoints()
    {
        _isTaggedOnly = true;
        return this;
    }

    /// <summary>Makes these codes good and every other one bad, for example <c>200-403</c>.</summary>
    /// <param name="codes">Codes (404), classes (5xx) and ranges (200-403).</param>
    public HttpIndicatorBuilder GoodStatus(params IEnumerable<string> codes) => Add(_good, codes);

    /// <summary>Makes these codes bad in addition to 5xx, for example 429.</summary>
    /// <param name="codes">Codes, classes and ranges.</param>
    public HttpIndicatorBuilder BadStatus(params IEnumerable<string> codes) => Add(_bad, codes);

    /// <summary>Ignores requests with these codes.</summary>
    /// <param name="codes">Codes, classes and ranges.</param>
    public HttpIndicatorBuilder IgnoreStatus(params IEnumerable<string> codes) => Add(_ignored, codes);

    /// <summary>The outcome of a request that the client aborted; default <see cref="ClientAbortPolicy.BadWhenLate"/>.</summary>
    /// <param name="policy">The policy.</param>
    public HttpIndicatorBuilder ClientAborts(ClientAbortPolicy policy)
    {
        _clientAborts = policy;
        return this;
    }

    /// <summary>
    /// Uses the time to the first byte of the response as the latency. Without this, streams (server-sent events) are ignored by an
    /// objective with a latency threshold, because their length is not a latency.
    /// </summary>
    public HttpIndicatorBuilder TimeToFirstByte()
    {
        _measuresFirstByte = true;
        return this;
    }

    /// <summary>
    /// Counts files that the app serves (<c>MapStaticAssets</c>, <c>UseStaticFiles</c>) too. Without this an objective that takes every
    /// request leaves them out: they are many, cached and fast, and hide failures of the service. As groups by route they share one,
    /// <c>(static)</c>.
    /// </summary>
    public HttpIndicatorBuilder StaticAssets()
    {
        _countsStaticAssets = true;
        return this;
    }

    /// <summary>Attaches an object that another package reads from <see cref="HttpIndicator.Metadata"/>.</summary>
    /// <param name="metadata">For example a predicate on requests.</param>
    /// <param name="isGroupValue">Whether it gives each request its group, so that the label of <c>GroupBy</c> can be any text.</param>
    /// <param name="isDeciding">Whether counts depend on it: with another one, the objective starts over.</param>
    public HttpIndicatorBuilder WithMetadata(object metadata, bool isGroupValue = false, bool isDeciding = true)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        _hasGroupValue |= isGroupValue;
        _metadata.Add(metadata);
        if (isDeciding)
        {
            _deciding.Add(metadata);
        }

        return this;
    }

    internal HttpIndicator Build()
    {
        SloOutcome[] outcomes = Outcomes(isGoodListed: _good.Count > 0);
        HashSet<int> good = HttpStatusCodes.Parse(_good, _findings);
        HashSet<int> bad = HttpStatusCodes.Parse(_bad, _findings);
        HashSet<int> ignored = HttpStatusCodes.Parse(_ignored, _findings);
        Apply(outcomes, bad, SloOutcome.Bad);
        Apply(outcomes, good, SloOutcome.Good);
        Apply(outcomes, ignored, SloOutcome.Ignored);
        foreach (var code in good.Intersect(bad).Union(good.Intersect(ignored)).Union(bad.Intersect(ignored)).Order().Take(1))
        {
            _findings.Add(SloFinding.Error(SloFindingCodes.InvalidStatusCode,
                $"status code {code}: is listed twice, as two of good, bad and ignored; list it once", "status code"));
        }

        if (_isTaggedOnly && _routes.Count > 0)
        {
            _findings.Add(SloFinding.Error(SloFindingCodes.Exclusive,
                "http: routes are listed and only tagged endpoints are to count; choose one (a tag counts in any case)", "http"));
        }

        if (!Enum.IsDefined(_clientAborts))
        {
            _findings.Add(SloFinding.Error(SloFindingCodes.UnknownWord,
                $"client aborts {(int)_clientAborts}: must be one of {string.Join(", ", Enum.GetNames<ClientAbortPolicy>())}",
                "client aborts"));
        }

        outcomes = outcomes.AsSpan().SequenceEqual(Usual) ? Usual : outcomes;
        return new HttpIndicator(
            _routes.AsReadOnly(), _isTaggedOnly, outcomes, _clientAborts, _measuresFirstByte, _countsStaticAssets, _metadata.AsReadOnly(),
            _deciding.AsReadOnly(), _hasGroupValue);
    }

    private static SloOutcome[] Outcomes(bool isGoodListed)
    {
        var outcomes = new SloOutcome[600];
        for (var code = 0; code < outcomes.Length; code++)
        {
            outcomes[code] = code < 100 ? SloOutcome.Bad
                : code < 200 ? SloOutcome.Ignored
                : code >= 500 || isGoodListed ? SloOutcome.Bad
                : SloOutcome.Good;
        }

        return outcomes;
    }

    private static void Apply(SloOutcome[] outcomes, HashSet<int> codes, SloOutcome outcome)
    {
        foreach (var code in codes)
        {
            outcomes[code] = outcome;
        }
    }

    private HttpIndicatorBuilder Add(string? method, string pattern)
    {
        if (method is not null && (method.Length is 0 or > 20 || !method.All(char.IsAsciiLetter)))
        {
            _findings.Add(SloFinding.Error(
                SloFindingCodes.InvalidHttpMethod, $"http method '{method}': must be a method's name, for example POST", "http method"));
        }

        if (string.IsNullOrWhiteSpace(pattern))
        {
            _findings.Add(SloFinding.Error(
                SloFindingCodes.Missing, "route: is empty; write the pattern as it is mapped, for example /orders/{id}", "route"));
        }
        else
        {
            _routes.Add(new HttpRoute(method?.ToUpperInvariant(), pattern));
        }

        return this;
    }

    private HttpIndicatorBuilder Add(List<string> to, IEnumerable<string> codes)
    {
        ArgumentNullException.ThrowIfNull(codes);
        to.AddRange(codes);
        return this;
    }
}
