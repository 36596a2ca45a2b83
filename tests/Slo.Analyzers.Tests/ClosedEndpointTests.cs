using Xunit;

namespace Slo.Analyzers.Tests;

public sealed class ClosedEndpointTests
{
    private const string Message =
        "MapSloApi answers 403 until the app configures who may call it; add .RequireAuthorization() or .AllowAnonymous() to this statement";

    [Theory]
    [InlineData("[|app.MapSloApi()|];")]
    [InlineData("""[|app.MapSloApi("/ops/slo")|].WithDisplayName("slo").RequireHost("*:9000");""")]
    [InlineData("_ = [|app.MapSloApi()|];")]
    [InlineData("[|Microsoft.AspNetCore.Builder.SloEndpointRouteBuilderExtensions.MapSloApi(app)|];")]
    [InlineData("app.UseRouting().UseEndpoints(endpoints => [|endpoints.MapSloApi()|]);")]
    [InlineData("app.UseEndpoints(endpoints => { [|endpoints.MapSloApi()|].ExcludeFromSlo(); });")]
    [InlineData("Action map = () => [|app.MapSloApi()|];")]
    public Task Mapped_WithoutAWordOnAuthorization_IsReported(string statement) => Verify.ReportsAsync("SLO004", App(statement), Message);

    [Theory]
    [InlineData("app.MapSloApi().RequireAuthorization();")]
    [InlineData("""app.MapSloApi().RequireHost("*:9000").RequireAuthorization("ops");""")]
    [InlineData("app.MapSloApi().AllowAnonymous();")]
    [InlineData("_ = app.MapSloApi().AllowAnonymous();")]
    [InlineData("app.MapSloApi().WithMetadata(new Microsoft.AspNetCore.Authorization.AuthorizeAttribute());")]
    [InlineData("app.MapSloApi().Secured();")]
    [InlineData("Extensions.Secured(app.MapSloApi());")]
    [InlineData("var api = app.MapSloApi(); api.RequireAuthorization();")]
    [InlineData("""app.MapGroup("/ops").RequireAuthorization().MapSloApi();""")]
    [InlineData("""var group = app.MapGroup("/ops"); group.RequireAuthorization(); group.MapSloApi();""")]
    [InlineData("Extensions.Map(app.MapGroup(\"/ops\").RequireAuthorization());")]
    public Task Mapped_OpenedOrPerhapsOpened_IsNot(string statement) => Verify.SilentAsync(App(statement));

    [Theory]
    [InlineData("[|app.MapSloAdminApi()|];")]
    [InlineData("""[|app.MapSloAdminApi("/ops/slo")|].RequireHost("*:9000");""")]
    [InlineData("[|app.MapSloAdminApi()|].AllowAnonymous();")]
    public Task AdminApi_WithoutRequireAuthorization_IsReported(string statement) => Verify.ReportsAsync(
        "SLO004", App(statement),
        "MapSloAdminApi answers 403 until the app configures who may call it; add .RequireAuthorization() to this statement");

    [Theory]
    [InlineData("app.MapSloAdminApi().RequireAuthorization();")]
    [InlineData("""app.MapSloAdminApi().RequireHost("*:9000").RequireAuthorization("ops");""")]
    [InlineData("var api = app.MapSloAdminApi(); api.RequireAuthorization();")]
    [InlineData("""app.MapGroup("/ops").RequireAuthorization().MapSloAdminApi();""")]
    public Task AdminApi_ThatIsOpened_IsNot(string statement) => Verify.SilentAsync(App(statement));

    [Fact]
    public Task Dashboard_IsHeldToTheSame() => Verify.ReportsAsync(
        "SLO004",
        """
        var app = WebApplication.Create(args);
        [|app.MapSloDashboard()|];
        app.MapSloDashboard().AllowAnonymous();
        static class SloDashboardExtensions
        {
            public static IEndpointConventionBuilder MapSloDashboard(this IEndpointRouteBuilder endpoints) => endpoints.MapGroup("/slo");
        }
        """,
        Message.Replace("MapSloApi", "MapSloDashboard", StringComparison.Ordinal));

    private static string App(string statements) => $$"""
        var app = WebApplication.Create(args);
        {{statements}}
        static class Extensions
        {
            public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapSloApi();
            public static TBuilder Secured<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder => builder.RequireAuthorization();
        }
        """;
}
