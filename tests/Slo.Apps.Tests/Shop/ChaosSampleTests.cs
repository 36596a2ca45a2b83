using Xunit;

namespace Slo.Apps.Tests.Shop;

/// <summary>samples/Shop --chaos as its command runs it: a real Kestrel, a real payment service, real load.</summary>
public sealed class ChaosSampleTests
{
    [Fact]
    public async Task Chaos_SpendsItsAllowanceStopsItself_AndTheCustomersStayWithinTheObjective()
    {
        await using ShopSample sample = ShopSample.Start("--chaos", "9s", "--requests", "3000", "--act", "6s");

        Assert.True(await sample.EndAsync() == 0, sample.Said);

        // Without a retry the faults reach the customers, until the allowance is spent. With one, nothing does, and it runs to its end.
        Assert.Matches(@"(?s)Without a retry.*it ended     AllowanceSpent after [\d.]+ s: Refuted.*With a retry.*it ended     Completed after [\d.]+ s: Confirmed", sample.Said);
        var allowed = sample.Numbers(@"% of the error budget: (\d+) bad events\r?\n");
        var spent = sample.Numbers(@"spent +([\d.]+) % of the error budget: (\d+) bad events, (\d+) faults in (\d+) payment calls");
        Assert.Equal((2, 2), (allowed.Length, spent.Length));
        Assert.All(spent.Zip(allowed), run => Assert.InRange(run.First[1], 0, run.Second[0]));
        Assert.InRange(spent[0][1], allowed[0][0] - 1, allowed[0][0]);
        Assert.InRange(spent[0][0], 20, 30);

        // What the customers saw of the first run is what it counted, and afterwards nothing fails any more.
        var seen = sample.Numbers(@"customers +(\d+) of (\d+) orders failed");
        Assert.Equal(spent[0][1], seen[0][0]);
        Assert.Equal((2, 2), (sample.Numbers(@"afterwards +(\d+) of (\d+) orders failed").Length, sample.Numbers(@"since start +(\d+) of (\d+) orders failed").Length));
        Assert.All(sample.Numbers(@"afterwards +(\d+) of (\d+) orders failed"), run => Assert.Equal([0, 200], run));
        Assert.All(sample.Numbers(@"since start +(\d+) of (\d+) orders failed"), run => Assert.InRange(run[0] / run[1], 0.001, 0.02));
    }

    [Theory]
    [InlineData("--chaos 1s", "--chaos 1s: must be from 3s to 10m")]
    [InlineData("--chaos 5s --requests 10", "--requests 10: must be at least 2000 with --chaos")]
    public async Task FaultyArgument_IsNamed(string arguments, string message)
    {
        await using ShopSample sample = ShopSample.Start(arguments.Split(' '));

        Assert.Equal(2, await sample.EndAsync());
        Assert.Contains(message, sample.Said, StringComparison.Ordinal);
    }
}
