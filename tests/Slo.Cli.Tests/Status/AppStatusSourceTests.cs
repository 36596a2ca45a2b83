using System.Globalization;
using Slo.Cli.Status;
using Xunit;

namespace Slo.Tests.Status;

public sealed class AppStatusSourceTests
{
    [Fact]
    public async Task Read_OfSeveralPages_HasEveryObjective()
    {
        using Listener listener = new(request => request.QueryString["cursor"] switch
        {
            null => Page("b & c", "a", "b & c"),
            "b & c" => Page("d", "d"),
            _ => Page(null, "e"),
        });

        Assert.Equal(["a", "b & c", "d", "e"], await ReadAsync(listener));
    }

    [Fact]
    public async Task Read_OfAnAppWithoutPages_HasEveryObjective()
    {
        using Listener listener = new(200, $$"""{"slos":[{{Objective("a")}}]}""");

        Assert.Equal(["a"], await ReadAsync(listener));
    }

    [Theory]
    [InlineData("same", "a")]
    [InlineData("empty")]
    [InlineData("endless", "a")]
    public async Task Read_OfPagesThatNeverEnd_Ends(string kind, params string[] names)
    {
        var asked = 0;
        using Listener listener = new(_ => Page(kind == "same" ? "a" : string.Create(CultureInfo.InvariantCulture, $"n{++asked}"), names));

        await Assert.ThrowsAsync<UnansweredException>(() => ReadAsync(listener));
    }

    private static async Task<IEnumerable<string>> ReadAsync(Listener listener)
    {
        using HttpClient client = new();
        AppStatusSource statuses = new(client, new Uri(listener.Address));
        return (await statuses.ReadAsync(TestContext.Current.CancellationToken)).Select(status => status.Name);
    }

    private static string Page(string? next, params string[] names) =>
        $$"""{"next":{{(next is null ? "null" : $"\"{next}\"")}},"slos":[{{string.Join(',', names.Select(Objective))}}]}""";

    private static string Objective(string name) => $$"""
        {"name":"{{name}}","service":null,"state":"noData","targetRatio":0.99,"period":{"text":"30d"},"complianceRatio":null,"goodEvents":0,"badEvents":0,
        "errorBudget":{"remainingRatio":null,"burnRate":null},"rules":[]}
        """;
}
