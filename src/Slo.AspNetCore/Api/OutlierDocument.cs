namespace Slo.AspNetCore.Api;

/// <summary>The instance that answers beside the rest of its fleet, by the events of the last 10 minutes.</summary>
/// <param name="Objective">The name of the objective.</param>
/// <param name="Verdict">Whether the instance is worse.</param>
/// <param name="Good">Its good events.</param>
/// <param name="Bad">Its bad events.</param>
/// <param name="OthersGood">The good events of all other instances.</param>
/// <param name="OthersBad">Their bad events.</param>
/// <param name="Chance">The probability of so many bad events, or more, if it is as good as the others.</param>
internal sealed record OutlierDocument(
    string Objective, SloOutlierVerdict Verdict, long Good, long Bad, long OthersGood, long OthersBad, double Chance)
{
    internal static OutlierDocument Of(string objective, in SloOutlier outlier) => new(
        objective, outlier.Verdict, outlier.Own.Good, outlier.Own.Bad, outlier.Others.Good, outlier.Others.Bad, outlier.Chance);
}
