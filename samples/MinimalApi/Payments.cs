using Slo;

namespace MinimalApi;

/// <summary>Events that are no requests, counted by code.</summary>
internal static class Payments
{
    internal static void Count(SloRegistry registry, TimeSpan elapsed)
    {
        // <record>
        SloTracker payments = registry.Get("payments");
        payments.Record(good: true);                              // one event
        payments.Record(good: 98, bad: 2);                        // many
        payments.Record(elapsed);                                 // good if within the latency threshold
        payments.Record(new SloEvent(SloOutcome.Bad) { Elapsed = elapsed, Reason = "declined" });
        using SloMeasurement call = payments.Start();             // timed work, counted at the end of the scope
        call.MarkGood();                                          // good if within the threshold; bad without this call
        // </record>
    }
}
