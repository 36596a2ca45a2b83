using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Api;

/// <summary>The stretch of time that a chart is asked for, and its steps.</summary>
internal readonly record struct ChartRange(DateTimeOffset From, DateTimeOffset To, TimeSpan Step)
{
    private const int DefaultSteps = 300;

    /// <summary>From and to; by default the last hour.</summary>
    /// <returns>The fault, or null.</returns>
    internal static string? TryRead(HttpContext context, DateTimeOffset now, out ChartRange range)
    {
        var isFaulty = Query.TryTime(context, "to", out DateTimeOffset? end) is not null;
        isFaulty |= Query.TryTime(context, "from", out DateTimeOffset? begin) is not null;
        DateTimeOffset to = end ?? now;
        DateTimeOffset from = begin ?? HourBefore(to);
        range = new(from, to, default);
        return isFaulty || from >= to
            ? "from and to must be RFC 3339 times, from before to, for example 2026-01-01T00:00:00Z."
            : null;
    }

    /// <summary>The step; by default a three-hundredth of the stretch.</summary>
    /// <returns>The fault, or null.</returns>
    internal static string? TryStep(HttpContext context, ref ChartRange range)
    {
        TimeSpan step = TimeSpan.FromSeconds(Math.Clamp(
            Math.Ceiling((range.To - range.From).TotalSeconds / DefaultSteps), 1, SloPeriod.MaximumLength.TotalSeconds));
        if (Query.Text(context, "step") is { } text && (!SloDuration.TryParse(text, out step) || !IsStep(step)))
        {
            return "step must be whole seconds, from 1s to 400d, for example 10s or 5m.";
        }

        range = range with { Step = step };
        return null;
    }

    private static bool IsStep(TimeSpan step) =>
        step >= TimeSpan.FromSeconds(1) && step <= SloPeriod.MaximumLength && step.Ticks % TimeSpan.TicksPerSecond == 0;

    private static DateTimeOffset HourBefore(DateTimeOffset time) =>
        time.UtcTicks > TimeSpan.TicksPerHour ? time.ToUniversalTime() - TimeSpan.FromHours(1) : DateTimeOffset.MinValue;
}
