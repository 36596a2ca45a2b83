namespace Slo.Apps.Tests.Shop;

/// <summary>A fault of the shop, and what an explanation must and may say of it.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="Settings">The fault, as POST /faults takes it, in addition to the noise.</param>
/// <param name="Needed">Values that the contributor must have, as dimension=value.</param>
/// <param name="Allowed">Values that it may have as well.</param>
/// <param name="SendsRubbish">Whether the partner sends orders that cannot be read.</param>
/// <param name="StopsDatabase">Whether the database is gone.</param>
public sealed record ShopFault(
    string Name, Dictionary<string, object> Settings, string[] Needed, string[] Allowed, bool SendsRubbish = false, bool StopsDatabase = false)
{
    internal static ShopFault[] All { get; } =
    [
        new("payments slow", new() { ["paymentLatencyShare"] = 0.8, ["paymentLatencyMilliseconds"] = 900 },
            ["dependency=payments"], ["reason=latency"]),
        new("payments time out", new() { ["paymentLatencyShare"] = 0.6, ["paymentLatencyMilliseconds"] = 5_000 },
            ["dependency=payments"], ["reason=502"]),
        new("payments fail for refunds only", new() { ["refundErrorShare"] = 0.9 },
            ["dependency=payments", "operation=POST /refunds"], ["reason=502"]),
        new("inserts fail", new() { ["databaseErrorShare"] = 0.95 },
            ["dependency=database"], ["reason=503", "operation=POST /orders"]),
        new("database slow", new() { ["databaseLatencyShare"] = 0.8, ["databaseLatencyMilliseconds"] = 900 },
            ["dependency=database"], ["reason=latency", "operation=POST /orders"]),
        new("database gone", new(), ["dependency=database"], ["reason=503", "operation=POST /orders"], StopsDatabase: true),
        new("version 1.5.0 throws", new() { ["badVersion"] = "1.5.0" },
            ["cohort=1.5.0"], ["reason=System.Collections.Generic.KeyNotFoundException"]),
        new("a partner sends rubbish", new(), ["caller=python"], ["reason=400", "operation=POST /orders"], SendsRubbish: true),
        new("an exception behind a flag", new() { ["hasNewDiscount"] = true },
            ["reason=System.DivideByZeroException"], ["operation=POST /orders"]),
    ];

    public override string ToString() => Name;

    internal bool IsNamedBy(IReadOnlyCollection<string> values) =>
        Needed.All(values.Contains) && values.All(value => Needed.Contains(value) || Allowed.Contains(value));

    /// <summary>Whether values say a part of what is true, and nothing else.</summary>
    internal bool IsPartlyNamedBy(IReadOnlyCollection<string> values) =>
        values.Count > 0 && values.All(value => Needed.Contains(value) || Allowed.Contains(value));
}
