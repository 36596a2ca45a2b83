using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Slo.AspNetCore.Tests.Shedding;

public sealed class BudgetHeaderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Header_ForCallersThatMayKnow_SaysHowTheBudgetStands()
    {
        await using KestrelApp app = await StartAsync();
        await CountAsync(app, good: 9_942, bad: 58);
        Assert.Equal("checkout;remaining=0.42;state=ok", await HeaderAsync(app, "/checkout", caller: "internal"));

        await CountAsync(app, good: 0, bad: 40);
        Assert.Equal("checkout;remaining=0.023;state=burning", await HeaderAsync(app, "/checkout", caller: "internal"));
        Assert.True(SloBudgetSignal.ReadAll(await HeaderAsync(app, "/checkout", caller: "internal")).Single().IsBurning);
    }

    [Fact]
    public async Task Header_ForOthersAndElsewhere_IsAbsent()
    {
        await using KestrelApp app = await StartAsync();
        await CountAsync(app, good: 100, bad: 0);

        Assert.Null(await HeaderAsync(app, "/checkout", caller: "guest"));
        Assert.Null(await HeaderAsync(app, "/other", caller: "internal"));
    }

    [Fact]
    public async Task Header_OfARequestThatIsShed_IsThereToo()
    {
        await using KestrelApp app = await StartAsync();
        await CountAsync(app, good: 0, bad: 100);

        Assert.Equal("checkout;remaining=-99.0;state=exhausted", await HeaderAsync(app, "/optional", "internal", HttpStatusCode.ServiceUnavailable));
    }

    [Fact]
    public async Task Header_WhosePredicateThrows_LeavesTheResponseAlone()
    {
        await using KestrelApp app = await StartAsync();
        await CountAsync(app, good: 100, bad: 0);

        Assert.Null(await HeaderAsync(app, "/checkout", caller: "throw"));
        await app.LoggedAsync();
        Assert.Single(app.Log.Messages(109));
    }

    private static Task<KestrelApp> StartAsync() => KestrelApp.StartAsync(
        options => options.AddObjective("checkout", objective => objective.TargetPercent(99).Rolling(TimeSpan.FromHours(1)).NoRules()),
        app =>
        {
            app.MapGet("/checkout", () => "ok").WithSloBudgetHeader(IsInternal, "checkout");
            app.MapGet("/optional", () => "ok").WithSloBudgetHeader(IsInternal, "checkout").RequireErrorBudget("checkout");
            app.MapGet("/other", () => "ok");
        });

    private static bool IsInternal(HttpContext context) => context.Request.Headers["caller"].ToString() switch
    {
        "throw" => throw new InvalidOperationException("no role"),
        var caller => caller == "internal",
    };

    private static async Task<string?> HeaderAsync(
        KestrelApp app, string path, string caller, HttpStatusCode expected = HttpStatusCode.OK)
    {
        app.WillSend();
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        request.Headers.Add("caller", caller);
        using HttpResponseMessage response = await app.Client.SendAsync(request, Cancel);
        Assert.Equal(expected, response.StatusCode);
        return response.Headers.TryGetValues(SloBudgetSignal.HeaderName, out IEnumerable<string>? values) ? values.Single() : null;
    }

    private static Task CountAsync(KestrelApp app, long good, long bad)
    {
        app.Registry.Get("checkout").Record(good, bad);
        app.Time.Advance(TimeSpan.FromSeconds(1));
        app.Registry.Evaluate();
        return Task.CompletedTask;
    }
}
