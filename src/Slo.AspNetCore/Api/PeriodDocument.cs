namespace Slo.AspNetCore.Api;

/// <summary>JSON: the period judged.</summary>
internal sealed record PeriodDocument(string Text, bool IsRolling, string? TimeZone, DateTimeOffset Start, DateTimeOffset End)
{
    internal static PeriodDocument Of(SloStatus status)
    {
        SloPeriod period = status.Objective.Period;
        return new(period.ToString(), period.IsRolling, period.TimeZone?.Id, status.PeriodStart, status.PeriodEnd);
    }
}
