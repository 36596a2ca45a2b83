namespace Slo.Anomalies;

/// <summary>
/// How many slices of the past may still be taken up in one evaluation, over all objectives: after a start, detectors go through the
/// history that was restored, a little with each evaluation. What each goes through is limited too, so that all of them have ended within
/// minutes.
/// </summary>
internal sealed class SliceAllowance
{
    /// <summary>Slices for each second between two evaluations.</summary>
    internal const int PerSecond = 20_000;

    /// <summary>Slices for all objectives together: those of 14 days for 1,488 of them.</summary>
    internal const int ForAll = 6_000_000;

    /// <summary>Slices for each objective, however many there are: as many as are needed until the score is known.</summary>
    internal const int Least = 300;

    // Evaluations that are further apart do not get more.
    private const int MostSeconds = 10;

    private long? _renewedAt;
    private int _objectives = 1;
    private int _left;

    /// <summary>How much of its history each objective goes through, at most.</summary>
    internal int Each => Math.Max(Least, ForAll / _objectives);

    /// <summary>An evaluation begins. What the one before left is kept, up to that of a second.</summary>
    /// <param name="position">Where it stands on the timeline.</param>
    /// <param name="objectives">How many objectives there are.</param>
    internal void Renew(long position, int objectives)
    {
        var passed = position - (_renewedAt ?? (position - TimeSpan.TicksPerSecond));
        var seconds = Math.Clamp(passed / (double)TimeSpan.TicksPerSecond, 0, MostSeconds);
        _left = Math.Min(_left, PerSecond) + (int)Math.Round(seconds * PerSecond);
        _renewedAt = position;
        _objectives = Math.Max(1, objectives);
    }

    internal bool Take() => _left > 0 && _left-- > 0;
}
