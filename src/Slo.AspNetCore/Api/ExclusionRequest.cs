namespace Slo.AspNetCore.Api;

/// <summary>JSON: time to exclude.</summary>
/// <param name="When">A schedule; absent: from one instant to another.</param>
/// <param name="From">The first instant.</param>
/// <param name="To">The instant after the last one.</param>
/// <param name="Objective">Absent: all objectives.</param>
/// <param name="By">Who decided it; absent: the account of the request.</param>
/// <param name="Reason">Why.</param>
/// <param name="Id">Absent: one is given.</param>
internal sealed record ExclusionRequest(
    string? When = null, DateTimeOffset? From = null, DateTimeOffset? To = null, string? Objective = null, string? By = null,
    string? Reason = null, string? Id = null)
{
    /// <exception cref="SloDefinitionException">There is no schedule, or more than one, or none that can be read.</exception>
    internal SloExclusion Read(string? account) => new()
    {
        When = Schedule(),
        Objective = Objective,
        Owner = By ?? account,
        Reason = Reason,
        Id = Id,
    };

    private SloSchedule Schedule() => (When, From, To) switch
    {
        ({ } when, null, null) => SloSchedule.Parse(when),
        (null, { } from, { } to) => SloSchedule.Once(from, to),
        (null, _, _) => throw new SloDefinitionException(
            [
                SloFinding.Error(
                    SloFindingCodes.Missing, "when: is not given; write for example Sun 02:00-04:00 Europe/Berlin, or both from and to",
                    "when"),
            ]),
        _ => throw new SloDefinitionException(
            [SloFinding.Error(SloFindingCodes.Exclusive, "when: cannot be combined with from and to; keep one", "when")]),
    };
}
