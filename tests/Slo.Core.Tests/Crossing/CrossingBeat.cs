namespace Slo.Tests.Crossing;

/// <summary>One step of a crossing.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Ticks">How many ticks, where there are several; each with these events.</param>
/// <param name="Time">How long it lasts, where it is no run of ticks.</param>
/// <param name="Events">What is recorded, in the order of time.</param>
public sealed record CrossingBeat(CrossingBeatKind Kind, int Ticks, TimeSpan Time, IReadOnlyList<CrossingRecord> Events)
{
    public override string ToString() =>
        $"{Kind} {(Kind == CrossingBeatKind.Run ? $"{Ticks} ticks" : $"{Time:c} ({Ticks})")}"
        + string.Concat(Events.Select(one => $" [{one.Quarter}/4 g{one.Group} {one.Good}+{one.Bad}]"));
}
