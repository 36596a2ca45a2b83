using Slo.Definitions;

namespace Slo;

/// <content>Targets that are in force at times, and excluded time.</content>
public sealed partial class SloObjectiveBuilder
{
    /// <summary>Another target while a schedule applies; otherwise the objective's own is in force.</summary>
    /// <param name="schedule">For example <c>Mon-Fri 08:00-18:00 Europe/Berlin</c>; see <see cref="SloSchedule.Parse"/>.</param>
    /// <param name="percent">The target then, in percent: 99.95 for 99.95 %.</param>
    public SloObjectiveBuilder ScheduledTarget(string schedule, decimal percent) => Schedule(schedule, when =>
    {
        if (ObjectiveResolver.CheckPercent(percent) is { } error)
        {
            _errors.Add(error with { Message = $"scheduled target '{when}': {error.Message}", Path = "scheduled target" });
            return;
        }

        _scheduledTargets.Add(new(when, percent / 100));
    });

    /// <summary>Another target while a schedule applies.</summary>
    /// <param name="target">The target, and when it is in force.</param>
    public SloObjectiveBuilder ScheduledTarget(SloScheduledTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        _scheduledTargets.Add(target);
        return this;
    }

    /// <summary>Removes all targets that are in force at times only.</summary>
    public SloObjectiveBuilder NoScheduledTargets()
    {
        _scheduledTargets.Clear();
        return this;
    }

    /// <summary>Time that counts for nothing.</summary>
    /// <param name="exclusion">When, why, and who decided it.</param>
    public SloObjectiveBuilder Exclude(SloExclusion exclusion)
    {
        ArgumentNullException.ThrowIfNull(exclusion);
        _exclusions.Add(exclusion);
        return this;
    }

    /// <summary>
    /// Time that counts for nothing in the whole set that the objective belongs to, besides its own exclusions. A later call replaces what
    /// an earlier one gave.
    /// </summary>
    /// <param name="exclusions">When, why, and who decided it.</param>
    public SloObjectiveBuilder DefaultExclusions(IEnumerable<SloExclusion> exclusions)
    {
        ArgumentNullException.ThrowIfNull(exclusions);
        _defaultExclusions = [.. exclusions];
        return this;
    }

    /// <summary>Removes all exclusions of its own.</summary>
    public SloObjectiveBuilder NoExclusions()
    {
        _exclusions.Clear();
        return this;
    }

    /// <summary>Time that counts for nothing: no budget, no window, no rule. What happens in it is kept.</summary>
    /// <param name="schedule">For example <c>Sun 02:00-04:00 Europe/Berlin</c>, or once:
    /// <c>2026-12-24T18:00/2026-12-25T06:00 Europe/Berlin</c>.</param>
    /// <param name="reason">Why, at most 1,050 characters.</param>
    /// <param name="owner">Who decided it, at most 200 characters.</param>
    public SloObjectiveBuilder Exclude(string schedule, string? reason = null, string? owner = null) =>
        Schedule(schedule, when => _exclusions.Add(new() { When = when, Reason = reason, Owner = owner }));

    private SloObjectiveBuilder Schedule(string text, Action<SloSchedule> use)
    {
        if (SloSchedule.TryParse(text ?? "", out SloSchedule? schedule) is { } error)
        {
            return AddFinding(error);
        }

        use(schedule!);
        return this;
    }
}
