using FsCheck;
using FsCheck.Fluent;
using Slo.Testing;

namespace Slo.Hosting.Tests.Notifications;

/// <summary>An objective whose severity changes, mostly each minute, over some hours; they shrink to the fewest changes.</summary>
internal static class SeverityScript
{
    private static readonly Gen<SeverityStep> Any =
        from severity in Gen.Elements<AlertSeverity?>(null, AlertSeverity.Ticket, AlertSeverity.Page)
        from minutes in Gen.Frequency((20, Gen.Constant(1)), (4, Gen.Choose(2, 9)), (1, Gen.Choose(10, 90)))
        select new SeverityStep(severity, minutes);

    public static Arbitrary<SeverityStep[]> Script() => Arb.From(
        Any.ArrayOf(), script => Fewer.Of(script, step => step.Minutes > 1 ? [step with { Minutes = 1 }, step with { Minutes = step.Minutes / 2 }] : []));
}
