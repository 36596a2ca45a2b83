using Slo.Shared.Map;
using Xunit;

namespace Slo.AspNetCore.Tests.Dependencies;

/// <summary>Maps that are cut, of one store and of two: each store judged only what lies in its own map.</summary>
public sealed class JoinedMapTests
{
    // The store of the shop does not have payments, so it found no cause beyond its map; that of payments does not have the shop.
    [Fact]
    public void TwoStores_HaveNotJudgedWhatLiesInBoth()
    {
        JoinedMap map = new([Shop(), Payments()], isFleet: true);

        Assert.False(map.IsWhole);
        Assert.Equal(["shop > payments: its own fault"], Causes(map));
        Assert.Equal([["shop", "payments", "shop"]], map.Cycles());
    }

    // Two instances of one fleet answer the same: of the second answer nothing is left.
    [Fact]
    public void OneStore_AskedTwice_HasJudgedAll()
    {
        JoinedMap map = new([Shop(), Shop() with { Callers = [] }], isFleet: true);

        Assert.True(map.IsWhole);
        Assert.Equal(["shop > payments: is no service of the fleet's map"], Causes(map));
        Assert.Equal([["shop", "shop"]], map.Cycles());
    }

    [Fact]
    public void Store_ThatDoesNotSay_HasJudgedNothing()
    {
        JoinedMap map = new([Shop() with { Causes = null }], isFleet: true);

        Assert.False(map.IsWhole);
        Assert.Equal(["shop > payments: is no service of the fleet's map"], Causes(map));
        Assert.Empty(map.Cycles());
    }

    // The shop fails by itself, and reports the orders, which report the shop.
    [Fact]
    public void Service_ThatCauses_InACircle_IsItsOwnFault()
    {
        AppMap shop = Cut("shop", JoinedMap.Reporting, "orders");
        JoinedMap map = new(
        [
            shop with
            {
                Verdicts = new Dictionary<string, string> { ["shop"] = JoinedMap.Causing },
                Callers = [.. shop.Callers, new("shop", "search", JoinedMap.Causing, "", 0.99m, [])],
            },
            Cut("orders", JoinedMap.Reporting, "shop"),
        ]);

        Assert.Contains("orders > shop: its own fault", Causes(map));
        Assert.DoesNotContain(map.Causes(), cause => cause.Name == "shop" && cause.Explanation.StartsWith("a cycle", StringComparison.Ordinal));
    }

    // What an objective that fails by itself calls is no cause.
    [Fact]
    public void Edge_OfAnObjectiveThatCauses_IsNotFollowed()
    {
        AppMap shop = Cut("shop", JoinedMap.Reporting, "payments");
        JoinedMap map = new(
        [
            shop with
            {
                Verdicts = new Dictionary<string, string> { ["shop"] = JoinedMap.Causing },
                Callers = [.. shop.Callers.Select(caller => caller with { Verdict = JoinedMap.Causing })],
            },
        ]);

        Assert.Equal(["shop: its own fault"], Causes(map));
    }

    private static IEnumerable<string> Causes(JoinedMap map) => map.Causes().Select(cause => $"{string.Join(" > ", cause.Path)}: {cause.Explanation}");

    private static AppMap Shop() => Cut("shop", JoinedMap.Reporting, "payments") with
    {
        Causes = [new("payments", ["shop", "payments"], "is no service of the fleet's map")],
        Cycles = [["shop", "shop"]],
    };

    private static AppMap Payments() => Cut("payments", JoinedMap.Causing, "shop") with { Causes = [new("payments", ["payments"], "its own fault")], Cycles = [] };

    private static AppMap Cut(string service, string verdict, string dependency) => new(
        null, true, new Dictionary<string, string> { [service] = verdict },
        [new(service, "all", verdict, "", 0.99m, [new(service, "all", dependency) { IsCause = verdict == JoinedMap.Reporting }])], [])
    {
        Sent = 1,
        Total = 2,
    };
}
