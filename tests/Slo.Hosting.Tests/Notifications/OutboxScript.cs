using FsCheck;
using FsCheck.Fluent;
using Slo.Testing;

namespace Slo.Hosting.Tests.Notifications;

/// <summary>Alerts that change, over a target with a limit that fails half of the time; they shrink to the fewest changes.</summary>
internal static class OutboxScript
{
    private static readonly Gen<OutboxStep> Any =
        from slo in Gen.Choose(0, 2)
        from delivery in Gen.Frequency(
            (4, Gen.Constant(DeliveryKind.Works)), (1, Gen.Constant(DeliveryKind.FailsUnheard)),
            (2, Gen.Constant(DeliveryKind.FailsFirstHeard)), (1, Gen.Constant(DeliveryKind.FailsHeard)))
        from minutes in Gen.Choose(0, 9)
        select new OutboxStep(slo, delivery, minutes);

    public static Arbitrary<int> MaximumPerHour() => Gen.Choose(2, 5).ToArbitrary();

    public static Arbitrary<OutboxStep[]> Script() => Arb.From(Any.ArrayOf(), script => Fewer.Of(script, Simpler));

    private static IEnumerable<OutboxStep> Simpler(OutboxStep step) =>
    [
        .. step.Delivery == DeliveryKind.Works ? [] : (OutboxStep[])[step with { Delivery = DeliveryKind.Works }],
        .. step.Minutes == 0 ? [] : (OutboxStep[])[step with { Minutes = 0 }],
        .. step.Slo == 0 ? [] : (OutboxStep[])[step with { Slo = 0 }],
    ];
}
