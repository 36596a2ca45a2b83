using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Slo.Testing;
using Xunit;
using Yarp.ReverseProxy;

namespace Slo.Yarp.Tests.Docs;

/// <summary>docs/actions.md against the code of this package.</summary>
public sealed class ActionsPageTests
{
    private const string Page = "actions.md";

    private static DocSection Section => DocSection.Read(Page, "## YarpDestination");

    [Fact]
    public async Task Keys_OfTheAction_AreExactlyTheKnownOnes()
    {
        await using ServiceProvider services = new ServiceCollection().BuildServiceProvider();
        YarpDestinationAction action = new(services);

        Assert.Equal(
            action.Settings().All.Select(setting => $"`{setting.Key}`").Order(StringComparer.Ordinal),
            DocSection.Read(Page, "## What all actions have in common").Rows("key").Concat(Section.Rows("key")).Select(row => row[0]).Order(StringComparer.Ordinal));
        string[] weight = Section.Rows("key").Single(row => row[0] == "`Weight`");
        Assert.Equal(($"`{action.Weight}`", $"0 to {DestinationWeights.Largest}"), (weight[2], weight[3]));
    }

    [Fact]
    public async Task Example_AsWritten_IsAProxyWithWeights()
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(Section.Code("jsonc")[0]));
        IConfigurationRoot configuration = new ConfigurationBuilder().AddJsonStream(stream).Build();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddReverseProxy().LoadFromConfig(configuration.GetSection("ReverseProxy")).AddSloWeights();
        await using WebApplication app = builder.Build();
        app.MapReverseProxy();

        YarpDestinationAction action = new(app.Services) { Cluster = "shop", Destination = "canary" };

        Assert.Null(await action.CheckAsync(TestContext.Current.CancellationToken));
        SloReactionResult applied = await action.ApplyAsync(new("r", 1, "o", "why", "key"), TestContext.Current.CancellationToken);
        Assert.Equal("weight 10 -> 0", applied.Text);
        Assert.Single(app.Services.GetRequiredService<IProxyStateLookup>().GetClusters());
    }
}
