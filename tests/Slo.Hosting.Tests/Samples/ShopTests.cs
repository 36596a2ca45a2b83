using System.Net;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Samples;

/// <summary>HttpClient, Npgsql and a Polly pipeline as objectives of the running sample: broken on purpose, seen in its API.</summary>
[Collection(nameof(PostgresServer))]
public sealed class ShopTests
{
    private const int Orders = 8;

    [Fact]
    public async Task Dependencies_BrokenAndRepaired_AreBadOnlyMeanwhile()
    {
        Assert.SkipWhen(PostgresServer.MissingReason is not null, PostgresServer.MissingReason ?? "");
        await using PostgresServer server = await PostgresServer.StartAsync();
        await using ShopProcess shop = await ShopProcess.StartAsync(server.ConnectionString);

        await ExpectAsync(shop, HttpStatusCode.Created, payments: (Orders, 0), database: (Orders, 0), storage: (Orders, 0));

        // Each change of faults is a call to the payment provider too, and a good one.
        await shop.BreakAsync(new { paymentErrorShare = 1 });
        await ExpectAsync(shop, HttpStatusCode.BadGateway, payments: (Orders + 1, Orders), database: (Orders, 0), storage: (Orders, 0));

        // Each order is tried three times.
        await shop.BreakAsync(new { databaseErrorShare = 1 });
        await ExpectAsync(
            shop, HttpStatusCode.ServiceUnavailable, payments: ((2 * Orders) + 2, Orders), database: (Orders, 3 * Orders), storage: (Orders, Orders));

        await shop.BreakAsync(new { });
        await ExpectAsync(
            shop, HttpStatusCode.Created, payments: ((3 * Orders) + 3, Orders), database: (2 * Orders, 3 * Orders), storage: (2 * Orders, Orders));
    }

    private static async Task ExpectAsync(
        ShopProcess shop, HttpStatusCode answer, (long Good, long Bad) payments, (long Good, long Bad) database, (long Good, long Bad) storage)
    {
        HttpStatusCode[] answers = await shop.OrderAsync(Orders);
        Assert.All(answers, each => Assert.Equal(answer, each));

        // The API tells the last evaluation, and there is one each second.
        Dictionary<string, (long Good, long Bad)> expected = new() { ["payments-http"] = payments, ["database"] = database, ["order-storage"] = storage };
        Dictionary<string, (long Good, long Bad)> counts = [];
        await Eventually.TrueAsync(
            async () =>
            {
                counts = await shop.CountsAsync();
                return expected.All(each => counts[each.Key] == each.Value);
            },
            () => string.Join(", ", expected.Select(each => $"{each.Key} {each.Value}, and is {counts[each.Key]}")));
    }
}
