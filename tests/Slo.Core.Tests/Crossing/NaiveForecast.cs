namespace Slo.Tests.Crossing;

/// <summary>
/// When the budget ends, by docs/math.md: the least t at which the bad units so far, those to come at the burn rate and less those that
/// expire, reach what is allowed. When units expire is known to a slice and to a step of the search, a 4096th of the period.
/// </summary>
internal sealed class NaiveForecast
{
    private readonly CrossingCase _declared;
    private readonly NaiveStream _stream;
    private readonly bool _isKnown;
    private readonly double _bad;
    private readonly double _allowed;
    private readonly double _perTick;

    internal NaiveForecast(CrossingCase declared, NaiveStream stream, SloStatus status)
    {
        (_declared, _stream) = (declared, stream);
        NaiveUnits period = stream.PeriodUnits(status.Events);
        NaiveUnits recent = declared.Rules.FirstOrDefault(rule => rule.IsBurnRate) is { } first
            ? stream.Window(first.LongWindow, status.Windows.Single(window => window.Window == first.LongWindow).Events) : period;
        _isKnown = !period.IsNone && !recent.IsNone && recent.Bad.Numerator.Sign > 0;
        if (_isKnown)
        {
            _bad = period.Bad.ToDouble();
            _allowed = (period.All / period.Share * stream.Budget).ToDouble();
            _perTick = (recent.BadRatio / stream.Budget).ToDouble() * _allowed / (stream.Period.End - stream.Period.Start);
        }
    }

    /// <summary>How long the budget lasts where nothing expires, if it ends.</summary>
    internal double Ticks => Math.Max(0, (_allowed - _bad) / _perTick);

    /// <summary>Whether the budget ends within a time; null: it cannot be told.</summary>
    internal bool? EndsWithin(TimeSpan within)
    {
        if (!_isKnown)
        {
            return false;
        }

        var slack = 1e-9 * _allowed;
        if (_bad >= _allowed)
        {
            return _bad > _allowed + slack ? true : null;
        }

        var latest = _declared.Unit is null ? within.Ticks : Math.Min(within.Ticks, _stream.Period.End - _stream.Position);
        if (_declared.Unit is not null)
        {
            var left = _bad + (_perTick * latest) - _allowed;
            return Math.Abs(left) <= slack + (2 * _perTick) ? null : left > 0;
        }

        return Reaches(latest, isMost: true) > slack + _perTick ? true : Reaches(latest, isMost: false) < -slack - _perTick ? false : null;
    }

    // By how much the budget is overspent at the best of all times, if as many units expire as can, or as few.
    private double Reaches(long latest, bool isMost)
    {
        var step = _declared.Period.Ticks / 4096;
        var best = double.NegativeInfinity;
        const int Times = 256;
        for (var i = 0; i <= Times; i++)
        {
            // Between two times nothing is looked at: what is spent at the end of a stretch may be reached with what expired at its start.
            var to = (long)((Int128)latest * i / Times);
            var from = isMost ? to : (long)((Int128)latest * Math.Max(0, i - 1) / Times);
            best = Math.Max(best, _bad + (_perTick * to) - Expired(isMost ? to + step : from - step, isMost) - _allowed);
        }

        return best;
    }

    private double Expired(long after, bool isMost)
    {
        if (after <= 0)
        {
            return 0;
        }

        var start = _stream.Period.Start;
        var until = Math.Min(start + after, _stream.Position);
        if (_declared.IsSliced)
        {
            return _stream.Units(start, until, until, new(1, 0)).Bad.ToDouble();
        }

        (SloEventCounts leastThen, SloEventCounts mostThen) = _stream.UpTo(until);
        (SloEventCounts least, SloEventCounts most) = _stream.UpTo(start);
        return isMost ? mostThen.Bad - least.Bad : Math.Max(0, leastThen.Bad - most.Bad);
    }
}
