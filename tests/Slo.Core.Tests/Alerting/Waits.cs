using FsCheck;
using FsCheck.Fluent;

namespace Slo.Tests.Alerting;

/// <summary>Rules that wait before they fire, before they resolve, and before they fire again.</summary>
internal static class Waits
{
    private static readonly Gen<TimeSpan> Wait = Gen.Elements(0, 1, 60, 150, 300, 900).Select(seconds => TimeSpan.FromSeconds(seconds));

    public static Arbitrary<AlertRuleSettings> Settings() => Arb.From(
        from hold in Wait
        from keep in Wait
        from cool in Wait
        select new AlertRuleSettings { Hold = hold, KeepFiring = keep, CoolDown = cool });
}
