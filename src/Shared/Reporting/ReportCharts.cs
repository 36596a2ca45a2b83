namespace Slo.Shared.Reporting;

/// <summary>The charts of one objective.</summary>
internal static class ReportCharts
{
    private const int MostBars = 62;

    /// <summary>The budget left over the range, with incidents, deployments and what was not observed.</summary>
    internal static string Budget(ObjectiveReport one)
    {
        ReportRange range = one.Now.Range;
        CoursePoint[] points = [.. one.Course.Where(point => point.SpentRatio is not null)];
        SvgChart chart = new(
            range, $"Budget left over time: {ReportText.Left(one.Now.RemainingRatio)} at the end", 170,
            Ticks(1 - points.Max(point => point.SpentRatio!.Value)));
        for (var i = 1; i < one.Course.Count; i++)
        {
            if (!one.Course[i].IsObserved)
            {
                chart.Band("unseen", one.Course[i - 1].At, one.Course[i].At);
            }
        }

        foreach (IncidentCost cost in one.Incidents)
        {
            chart.Band("incident", cost.Incident.StartedAt, cost.Incident.StartedAt + cost.Length);
        }

        foreach (DeploymentCost deployment in one.Deployments)
        {
            chart.Mark("deployment", deployment.Entry.At);
        }

        chart.Line("budget", Thin(points).Select(point => (point.At, 1 - point.SpentRatio!.Value)));
        return chart.End();
    }

    /// <summary>The bad events over the range.</summary>
    internal static string BadEvents(ObjectiveReport one)
    {
        ReportRange range = one.Now.Range;
        TimeSpan step = range.Length / Bars(range);
        var bars = new long[Bars(range)];
        for (var i = 1; i < one.Course.Count; i++)
        {
            var bar = Math.Clamp((int)((one.Course[i].At - range.From - TimeSpan.FromTicks(1)) / step), 0, bars.Length - 1);
            bars[bar] += one.Course[i].Events.Bad - one.Course[i - 1].Events.Bad;
        }

        var high = Nice(bars.Max());
        SvgChart chart = new(
            range, $"Bad events over time: {ReportText.Number(one.Now.Events.Bad)}", 110,
            high % 2 == 0 ? [(0, "0"), (high / 2, Short(high / 2)), (high, Short(high))] : [(0, "0"), (high, Short(high))]);
        for (var i = 0; i < bars.Length; i++)
        {
            if (bars[i] > 0)
            {
                chart.Bar("bad", range.From + (step * i), range.From + (step * (i + 1)), bars[i]);
            }
        }

        return chart.End();
    }

    /// <summary>How long a bar of <see cref="BadEvents"/> is.</summary>
    internal static TimeSpan BarLength(ReportRange range) => range.Length / Bars(range);

    /// <summary>What is left of a budget, as a bar.</summary>
    internal static string Bar(double? remaining) => remaining is not { } value
        ? ""
        : FormattableString.Invariant($"<svg class=\"bar\" viewBox=\"0 0 60 8\" aria-hidden=\"true\"><rect class=\"track\" width=\"60\" ")
            + FormattableString.Invariant($"height=\"8\"/><rect class=\"{(value < 0 ? "over" : "left")}\" ")
            + FormattableString.Invariant($"width=\"{(value < 0 ? 60 : Math.Clamp(value, 0, 1) * 60):0.#}\" height=\"8\"/></svg>");

    private static int Bars(ReportRange range) => range.Length.TotalDays switch
    {
        <= 2.5 => (int)Math.Clamp(Math.Round(range.Length.TotalHours), 1, MostBars),
        <= 15 => (int)Math.Round(range.Length.TotalDays * 4),
        <= MostBars => (int)Math.Ceiling(range.Length.TotalDays),
        _ => (int)Math.Clamp(Math.Round(range.Length.TotalDays / 7), 1, MostBars),
    };

    // Every so many points, and the last of each stretch, so that a step of the line keeps its end.
    private static IEnumerable<CoursePoint> Thin(CoursePoint[] points)
    {
        var every = Math.Max(1, (int)Math.Ceiling((double)points.Length / ReportLimits.MostPoints));
        return points.Where((_, i) => i % every == 0 || i == points.Length - 1);
    }

    private static List<(double, string)> Ticks(double lowest)
    {
        if (lowest >= 0)
        {
            return [(0, "0 %"), (0.5, "50 %"), (1, "100 %")];
        }

        // Far below zero only the depth matters.
        var step = Nice(Math.Max(0.5, -lowest / 2));
        List<(double, string)> ticks = [];
        for (var value = -Math.Ceiling(-lowest / step) * step; value < -1e-9; value += step)
        {
            ticks.Add((value, ReportText.Left(value)));
        }

        return [.. ticks, (0, "0 %"), (1, "100 %")];
    }

    // The next of 1, 2 and 5 times a power of ten.
    private static double Nice(double value)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(value, 1e-9))));
        return power * (value / power) switch
        {
            <= 1 => 1,
            <= 2 => 2,
            <= 5 => 5,
            _ => 10,
        };
    }

    private static double Nice(long value) => Math.Max(2, Nice((double)value));

    private static string Short(double value) => value switch
    {
        >= 1e9 => FormattableString.Invariant($"{value / 1e9:0.#}G"),
        >= 1e6 => FormattableString.Invariant($"{value / 1e6:0.#}M"),
        >= 1e4 => FormattableString.Invariant($"{value / 1e3:0.#}k"),
        _ => FormattableString.Invariant($"{value:#,0.#}"),
    };
}
