namespace Slo.AsCode.OpenSlo;

/// <summary>How each status code counts, and the shortest lists that express it.</summary>
internal sealed class HttpOutcomes
{
    private readonly SloOutcome[] _outcomes = new SloOutcome[600];

    private HttpOutcomes(Func<int, SloOutcome> outcome)
    {
        for (var code = StatusCodes.First; code <= StatusCodes.Last; code++)
        {
            _outcomes[code] = outcome(code);
        }
    }

    /// <summary>Whether a code is good that is bad by default, so that the good codes must be listed.</summary>
    internal bool ListsGood => In(100, 199, SloOutcome.Good).Any() || In(500, 599, SloOutcome.Good).Any();

    internal IEnumerable<int> Good => In(100, 599, SloOutcome.Good);

    internal IEnumerable<int> Bad => In(100, 599, SloOutcome.Bad);

    internal IEnumerable<int> Ignored => In(200, 599, SloOutcome.Ignored);

    internal IEnumerable<int> BadInformational => In(100, 199, SloOutcome.Bad);

    internal bool IsDefault => !ListsGood && !Ignored.Any() && !In(100, 499, SloOutcome.Bad).Any();

    internal static HttpOutcomes Of(HttpIndicator indicator) => new(indicator.Classify);

    /// <summary>Exactly what is listed; without lists the default.</summary>
    internal static HttpOutcomes From(HashSet<int>? good, HashSet<int>? bad, HashSet<int>? ignored) => new(code =>
        ignored?.Contains(code) == true ? SloOutcome.Ignored
        : good?.Contains(code) == true ? SloOutcome.Good
        : bad?.Contains(code) == true ? SloOutcome.Bad
        : code < 200 ? SloOutcome.Ignored
        : good is not null || (bad is null && code >= 500) ? SloOutcome.Bad
        : SloOutcome.Good);

    internal void Apply(HttpIndicatorBuilder http)
    {
        if (ListsGood)
        {
            http.GoodStatus(StatusCodes.Write(Good)).BadStatus(StatusCodes.Write(BadInformational));
        }
        else
        {
            http.BadStatus(StatusCodes.Write(In(100, 499, SloOutcome.Bad)));
        }

        http.IgnoreStatus(StatusCodes.Write(Ignored));
    }

    private IEnumerable<int> In(int from, int to, SloOutcome outcome) =>
        Enumerable.Range(from, to - from + 1).Where(code => _outcomes[code] == outcome);
}
