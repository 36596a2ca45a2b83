namespace Slo.SideBySide;

/// <summary>Seconds from the start of the outage until a side fired, and from its end until it resolved; the formula first.</summary>
internal sealed record RunResult(IReadOnlyList<(string Side, double Fired, double Resolved)> Sides)
{
    internal static RunResult Of(ObservedApp app, Outage outage, IEnumerable<Observation> observations)
    {
        // Everything fails: the long window is bad enough once it holds as much outage as the threshold, the short one no
        // longer once so much less is left in it.
        var threshold = (double)(app.Rule.Factor * app.BudgetRatio);
        return new RunResult([
            ("the formula", threshold * app.Rule.LongWindow.TotalSeconds, (1 - threshold) * app.Rule.ShortWindow.TotalSeconds),
            .. observations.Select(side => (side.Side, (side.Fired!.Value - outage.Start).TotalSeconds, (side.Resolved!.Value - outage.End).TotalSeconds)),
        ]);
    }
}
