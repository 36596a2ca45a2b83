using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Slo.AspNetCore.Alertmanager;
using Slo.AspNetCore.Api;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.Docs;

/// <summary>What docs/aspnetcore.md says of the API and of the webhook.</summary>
public sealed partial class AspNetCorePageTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "aspnetcore.md"));

    [Fact]
    public async Task Api_Addresses_AreThoseMapped()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(TestObjectives.AllAnd(), app =>
        {
            app.MapSloApi();
            app.MapSloAdminApi();
        });
        IEnumerable<string> mapped = app.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>().Select(endpoint => Verb(endpoint) + endpoint.RoutePattern.RawText!["/slo/api/".Length..]);

        Assert.Equal(mapped.Order(StringComparer.Ordinal), Address().Matches(Page).Select(row => row.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Webhook_Limits_AreThoseOfTheCode()
    {
        AlertmanagerWebhookOptions options = new();
        foreach (var sentence in new FormattableString[]
        {
            $"of at most {AdminRequest.MaximumBodyBytes / 1024} KiB (413)",
            $"max_alerts: {options.MaximumAlerts}", $"or {AlertmanagerWebhook.MaximumAtOnce} messages are being received, or {AlertmanagerWebhook.MaximumUnproven} whose signature is yet to be checked",
            $"The last {KnownIncidents.DefaultCapacity:N0} alerts", $"Secrets have {WebhookOptionsCheck.MinimumSecret} characters or more",
        })
        {
            Assert.Contains(sentence.ToString(CultureInfo.InvariantCulture), Page, StringComparison.Ordinal);
        }
    }

    // The table of what only reads has no methods.
    private static string Verb(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods is [var method] ? method + " " : "";

    [GeneratedRegex(@"^\| `((?:[A-Z]+ )?v1/[^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Address();
}
