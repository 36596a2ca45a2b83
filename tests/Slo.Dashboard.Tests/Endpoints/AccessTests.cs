using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Slo.Testing;
using Xunit;

namespace Slo.Dashboard.Tests.Endpoints;

public sealed class AccessTests
{
    private static readonly string[] Paths = ["/slo/", "/slo/assets/x/app.js", "/slo/api/v1/slos", "/slo/api/v1/stream"];

    [Theory]
    [InlineData(null, HttpStatusCode.Forbidden)]
    [InlineData("anonymous", HttpStatusCode.OK)]
    [InlineData("authorized", HttpStatusCode.Unauthorized)]
    public async Task EveryEndpoint_IsClosedUntilTheAppOpensIt(string? access, HttpStatusCode expected)
    {
        await using DashboardApp app = await DashboardApp.StartAsync(
            Nothing,
            web =>
            {
                IEndpointConventionBuilder dashboard = web.MapSloDashboard();
                _ = access switch
                {
                    "anonymous" => dashboard.AllowAnonymous(),
                    "authorized" => dashboard.RequireAuthorization(),
                    _ => dashboard,
                };
            },
            Authenticate);

        foreach (var path in Paths)
        {
            using HttpRequestMessage request = new(HttpMethod.Head, path);
            using HttpResponseMessage response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal((path, expected), (path, response.StatusCode));
        }
    }

    [Theory]
    [InlineData("reader", HttpStatusCode.Forbidden)]
    [InlineData("sre", HttpStatusCode.OK)]
    public async Task Policy_OfTheApp_LetsInItsRoleAlone(string role, HttpStatusCode expected)
    {
        await using DashboardApp app = await DashboardApp.StartAsync(
            Nothing, web => web.MapSloDashboard().RequireAuthorization(new AuthorizeAttribute { Roles = "sre" }), Authenticate);
        app.Client.DefaultRequestHeaders.Add("X-Role", role);

        foreach (var path in Paths)
        {
            using HttpRequestMessage request = new(HttpMethod.Head, path);
            using HttpResponseMessage response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal((path, expected), (path, response.StatusCode));
        }
    }

    [Theory]
    [InlineData("Development", null, null, HttpStatusCode.OK)]
    [InlineData("Development", null, "localhost", HttpStatusCode.OK)]
    [InlineData("Development", null, "evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Development", "X-Forwarded-For", null, HttpStatusCode.Forbidden)]
    [InlineData("Development", "Forwarded", null, HttpStatusCode.Forbidden)]
    [InlineData("Development", "X-Forwarded-Proto", null, HttpStatusCode.Forbidden)]
    [InlineData("Development", "X-Original-Proto", null, HttpStatusCode.Forbidden)]
    [InlineData("Staging", null, null, HttpStatusCode.Forbidden)]
    public async Task Development_IsOpenToThisMachineAlone(string environment, string? header, string? host, HttpStatusCode expected)
    {
        await using DashboardApp app = await DashboardApp.StartAsync(Nothing, web => web.MapSloDashboard(), environment: environment);

        foreach (var path in Paths)
        {
            using HttpRequestMessage request = new(HttpMethod.Head, path);
            request.Headers.Host = host;
            if (header is not null)
            {
                request.Headers.Add(header, "127.0.0.1");
            }

            using HttpResponseMessage response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal((path, expected), (path, response.StatusCode));
        }

        if (expected == HttpStatusCode.OK)
        {
            await Eventually.TrueAsync(() => app.Log.Messages(107).Count == 1, "one line says that it is open");
        }
        else
        {
            Assert.Empty(app.Log.Messages(107));
        }
    }

    private static void Nothing(SloOptions options) => options.AddObjective("a", o => o.TargetPercent(99));

    private static void Authenticate(WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication("header").AddScheme<AuthenticationSchemeOptions, RoleHeader>("header", null);
        builder.Services.AddAuthorization();
    }

    private sealed class RoleHeader(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
            Request.Headers["X-Role"].FirstOrDefault() is { } role
                ? AuthenticateResult.Success(new(new(new ClaimsIdentity([new(ClaimTypes.Role, role)], "header")), "header"))
                : AuthenticateResult.NoResult());
    }
}
