namespace Slo.Shared.Reporting;

/// <summary>From when on something is suggested. docs/insight.md has the same numbers.</summary>
internal static class SuggestionLimits
{
    /// <summary>Objectives that suggestions are made for: those with the least budget left now.</summary>
    internal const int MostObjectives = 50;

    /// <summary>A rule that fires for at least this share of the time always fires.</summary>
    internal const double AlwaysFiring = 0.9;

    /// <summary>The shortest observed time in which a rule can be said to fire always.</summary>
    internal static readonly TimeSpan ShortestAlways = TimeSpan.FromDays(1);

    /// <summary>A rule that fired fewer times is not too loud.</summary>
    internal const int FewestLoud = 3;

    /// <summary>A rule that fired this often in a week, while little of the budget was spent, is too loud.</summary>
    internal const double LoudPerWeek = 2;

    /// <summary>A latency threshold is too tight if the bad events are more than so many times those allowed.</summary>
    internal const double TightThreshold = 10;

    /// <summary>That must hold for the steps with at least this share of the events, so not only for an outage.</summary>
    internal const double UsuallyTight = 0.5;

    /// <summary>
    /// What did not happen is only known of time that was observed: to promise more, or to say that a rule cannot fire, this share of the
    /// period must have been. What did happen needs less (<see cref="TargetProposal.FewestObserved"/>).
    /// </summary>
    internal const double WellObserved = 0.9;

    /// <summary>Other objectives over the same events whose thresholds are compared: those with the nearest ones.</summary>
    internal const int MostSiblings = 10;

    /// <summary>Two objectives saw the same events if their numbers differ by no more than this share.</summary>
    internal const double SameEvents = 0.01;

    /// <summary>Routes that an objective is suggested for.</summary>
    internal const int MostRoutes = 10;

    /// <summary>A route with fewer requests gets none.</summary>
    internal const long FewestRequests = 100;

    /// <summary>A route with a smaller share of all requests gets none.</summary>
    internal const double SmallestShare = 0.01;

    /// <summary>The highest target of a new objective.</summary>
    internal const decimal HighestNewTarget = 0.999m;

    /// <summary>The target of a new objective where the requests support none.</summary>
    internal const decimal UsualNewTarget = 0.99m;
}
