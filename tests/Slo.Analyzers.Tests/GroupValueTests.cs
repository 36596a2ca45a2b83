using Xunit;

namespace Slo.Analyzers.Tests;

public sealed class GroupValueTests
{
    [Theory]
    [InlineData("context => [|context.Request.Path|]", "Request.Path")]
    [InlineData("context => [|context.Request.Path|].Value", "Request.Path")]
    [InlineData("context => [|context.Request.Path|].ToString().ToLowerInvariant()", "Request.Path")]
    [InlineData("context => [|context.Request.QueryString|].Value", "Request.QueryString")]
    [InlineData("context => [|context.Request.Host|].Host", "Request.Host")]
    [InlineData("context => [|context.TraceIdentifier|]", "TraceIdentifier")]
    [InlineData("context => [|context.Connection.RemoteIpAddress|]?.ToString()", "Connection.RemoteIpAddress")]
    [InlineData("context => [|context.Connection.RemoteIpAddress|]?.MapToIPv4().ToString() ?? \"none\"", "Connection.RemoteIpAddress")]
    [InlineData("context => [|Guid.NewGuid()|].ToString(\"N\")", "Guid.NewGuid()")]
    [InlineData("context => $\"host {[|context.Request.Host|]}\"", "Request.Host")]
    [InlineData("context => \"path \" + [|context.Request.Path|]", "Request.Path")]
    [InlineData("context => context.Request.IsHttps ? \"tls\" : [|context.Request.Host|].Value", "Request.Host")]
    [InlineData("context => context.Request.Method switch { \"GET\" => \"read\", _ => [|context.TraceIdentifier|] }", "TraceIdentifier")]
    [InlineData("context => { if (context.Request.IsHttps) { return null; } return [|context.TraceIdentifier|]; }", "TraceIdentifier")]
    [InlineData("delegate (HttpContext context) { return [|context.TraceIdentifier|]; }", "TraceIdentifier")]
    [InlineData("value: context => [|context.TraceIdentifier|]", "TraceIdentifier")]
    public Task GroupValue_Unbounded_IsReported(string lambda, string name) => Verify.ReportsAsync(
        "SLO003",
        Objective(lambda),
        $"Groups by {name}, which is unbounded: most events would fall into the common group; group by a value with few variants, such as the route or a known tenant");

    [Theory]
    [InlineData("context => context.Request.Method")]
    [InlineData("context => context.Request.RouteValues[\"tenant\"] as string")]
    [InlineData("context => context.Request.Path.StartsWithSegments(\"/api\") ? \"api\" : \"pages\"")]
    [InlineData("context => Tenants.Of(context.Request.Host.Host)")]
    [InlineData("context => Tenants.All.GetValueOrDefault(context.Request.Host.Host)")]
    [InlineData("context => Tenants.All[context.Request.Host.Host]")]
    [InlineData("context => context.Request.Path.HasValue.ToString()")]
    [InlineData("context => { Func<string> id = () => context.TraceIdentifier; return id().Length > 10 ? \"long\" : \"short\"; }")]
    [InlineData("Tenants.OfContext")]
    public Task GroupValue_BoundedOrUnknown_IsNot(string lambda) => Verify.SilentAsync(Objective(lambda));

    private static string Objective(string lambda) => $$"""
        using Slo;
        new SloObjectiveBuilder("a").GroupBy("tenant").HttpServer(http => http.GroupValue({{lambda}}));
        new[] { "a" }.GroupBy(text => Guid.NewGuid().ToString());
        static class Tenants
        {
            public static readonly Dictionary<string, string> All = [];
            public static string? Of(string host) => All.GetValueOrDefault(host);
            public static string? OfContext(HttpContext context) => context.TraceIdentifier;
        }
        """;
}
